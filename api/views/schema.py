"""The OpenAPI document of the API."""

from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.requests import parameters
from api.requests.parameters import Group, Parameter
from api.schema.components import Components, Schema
from api.tags.headers import tag_headers
from api.views.base import ApiView

SCHEMA_FORMAT = Parameter(
    "format",
    parameters.one_of(["json", "yaml"], "SchemaFormat"),
    "The format of the document (default json).",
    group=Group.CONTENT,
)


@lru_cache(maxsize=1)
def openapi_document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document, which is generated once in each process."""
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return document


@lru_cache(maxsize=1)
def openapi_yaml() -> bytes:
    """Return the OpenAPI document as YAML, which takes a second to write and is written once in each process."""
    written: bytes = OpenApiYamlRenderer().render(openapi_document(), renderer_context={})
    return written


#: The tag of the document, which changes with the code alone: purge it after an upgrade.
SCHEMA_TAG = "schema"


class SchemaView(ApiView):
    """The OpenAPI document of this API."""

    parameters = (SCHEMA_FORMAT,)
    further_statuses = ()
    media_types = ("application/json", "application/yaml")

    def response_schema(self, components: Components) -> Schema:
        return {"type": "object", "additionalProperties": True}

    def get(self, request: Request) -> Response | HttpResponse:
        """Return the document."""
        headers = tag_headers([SCHEMA_TAG])
        if self.query.get("format") == "yaml":
            return HttpResponse(openapi_yaml(), content_type="application/yaml", headers=headers)
        return Response(openapi_document(), headers=headers)
