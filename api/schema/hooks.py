"""What the OpenAPI document is about: this API, and not that of Wagtail's editor."""

from typing import Any

from api.formats.links import API_PATH


def only_this_api(endpoints: list[Any], **_: Any) -> list[Any]:
    """Keep the endpoints of this API that give JSON. Each is path, regular expression, method and view."""
    return [
        endpoint for endpoint in endpoints if endpoint[0].startswith(API_PATH) and endpoint[3].cls.schema is not None
    ]
