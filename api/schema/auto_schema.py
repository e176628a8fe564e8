"""Describes the views of this API for drf-spectacular, from what they declare."""

import inspect
import re
from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from api.requests.parameters import Parameter
from api.requests.preview_tokens import PREVIEW_HEADER
from api.requests.problems import MEDIA_TYPE, TITLES
from api.schema.components import Components, Schema
from api.schema.examples import examples
from api.shapes.body import BlockShape

PREVIEW_TOKEN = {
    "name": PREVIEW_HEADER,
    "in": "header",
    "description": "A preview token: the response shows the drafts that its editor may see.",
    "schema": {"type": "string", "maxLength": 255},
}
#: The error statuses of any request.
FAILURES = (400, 405, 406, 414, 500, 503)
#: The error statuses of a request for drafts.
DRAFT_FAILURES = (404, 410, 429)
#: The verb in the name of an operation, by the end of its path.
VERBS = {"find": "find", "stream": "follow", "{key}": "get", "{slug}": "get"}


class ApiSchema(AutoSchema):
    """Describes one operation. Views outside the API have none."""

    def get_operation_id(self) -> str:
        parts = self._parts()
        if not parts:
            return "get_index"
        verb = VERBS.get(parts[-1]) or ("list" if hasattr(self.view, "list_parameters") else "get")
        return f"{verb}_{parts[0]}"

    def get_tags(self) -> list[str]:
        return self._parts()[:1] or ["index"]

    def get_summary(self) -> str:
        return str((inspect.getdoc(type(self.view)) or "").split("\n")[0])

    def get_description(self) -> str:  # type: ignore[override]
        return " ".join((inspect.getdoc(type(self.view)) or "").split("\n\n")[1:])

    def get_auth(self) -> list[Any]:
        return []

    def _get_request_body(self, direction: str = "request") -> None:
        return None

    def _get_parameters(self) -> list[Schema]:
        names = re.findall(r"{(\w+)}", self.path)
        in_path = [{"name": name, "in": "path", "required": True, "schema": self._path_schema(name)} for name in names]
        view: Any = self.view
        known = view.known_parameters().values()
        in_header = [PREVIEW_TOKEN] if view.has_perspectives else []
        return [*in_path, *(self._query_parameter(parameter) for parameter in known), *in_header]

    def _get_response_bodies(self, direction: str = "response") -> Schema:
        problem = {MEDIA_TYPE: {"schema": Components(self).problem()}}
        view: Any = self.view
        represented: Schema = {"schema": view.response_schema(Components(self))}
        if example := examples().get(self.path):
            represented["examples"] = {"demo": {"summary": example.request, "value": example.response}}
        content = dict.fromkeys(view.media_types, represented)
        bodies: Schema = {"200": {"description": "The response.", "content": content}}
        for status in sorted({*FAILURES, *view.further_statuses, *(DRAFT_FAILURES if view.has_perspectives else ())}):
            bodies[str(status)] = {"description": TITLES[status], "content": problem}
        return bodies

    def _get_serializer_name(self, serializer: Any, direction: str, bypass_extensions: bool = False) -> str:
        name: str = super()._get_serializer_name(serializer, direction, bypass_extensions)
        return name.removesuffix("Shape")

    def _map_serializer(self, serializer: Any, direction: str, bypass_extensions: bool = False) -> Schema:
        described = serializer if isinstance(serializer, serializers.Serializer) else serializer()
        if isinstance(described, BlockShape):
            return Components(self).block()
        schema: Schema = super()._map_serializer(serializer, direction, bypass_extensions)
        if type(described).__doc__ is None:
            # The inherited docstring does not describe this shape.
            schema.pop("description", None)
        return schema

    def _parts(self) -> list[str]:
        return [part for part in self.path.split("/")[3:] if part]

    @staticmethod
    def _path_schema(name: str) -> Schema:
        return {"type": "integer", "minimum": 0} if name == "key" else {"type": "string"}

    @staticmethod
    def _query_parameter(parameter: Parameter) -> Schema:
        described: Schema = {
            "name": parameter.name,
            "in": "query",
            "description": parameter.description,
            "schema": dict(parameter.parse.schema),
        }
        if parameter.required:
            described["required"] = True
        if parameter.parse.schema.get("type") == "array":
            described |= {"style": "form", "explode": False}
        return described
