"""A drf-spectacular hook that limits the OpenAPI document to this API."""

from typing import Any

from api.formats.links import API_PATH


def only_this_api(endpoints: list[Any], **_: Any) -> list[Any]:
    """Return the endpoints of this API that have a schema. Each is path, regular expression, method and view."""
    return [
        endpoint for endpoint in endpoints if endpoint[0].startswith(API_PATH) and endpoint[3].cls.schema is not None
    ]
