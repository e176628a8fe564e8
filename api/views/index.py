"""The index of the API's endpoints."""

from functools import cache

from django.conf import settings
from django.urls import get_resolver, reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.formats.links import absolute
from api.schema.components import Components, Schema, object_of
from api.views.base import ApiView


@cache
def endpoint_names() -> tuple[str, ...]:
    """Return the names of all named routes of the API, in the order of the routes."""
    names = (getattr(pattern, "name", None) for pattern in get_resolver("api.urls").url_patterns)
    return tuple(name for name in names if name and name != "index")


def endpoint_urls() -> dict[str, str]:
    """Return the URL of every endpoint by its name."""
    return {name: absolute(reverse(f"api:{name}")) for name in endpoint_names()}


class IndexView(ApiView):
    """The endpoints of the API and their URLs."""

    further_statuses = ()
    operation = "list_endpoints"

    def get(self, request: Request) -> Response:
        """Return the URL of every endpoint."""
        return Response(
            {
                "name": settings.SPECTACULAR_SETTINGS["TITLE"],
                "version": settings.SPECTACULAR_SETTINGS["VERSION"],
                "endpoints": endpoint_urls(),
            }
        )

    def response_schema(self, components: Components) -> Schema:
        urls: Schema = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}
        text: Schema = {"type": "string"}
        described: dict[str, Schema] = {"name": text, "version": text, "endpoints": urls}
        return components.component("ApiIndex", lambda: object_of(described))
