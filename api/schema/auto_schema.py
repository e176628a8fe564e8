"""Describes the views of this API for drf-spectacular, from what they declare."""

import inspect
import re
from copy import deepcopy
from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from api.requests.parameters import Group, Parameter
from api.requests.problems import MEDIA_TYPE, TITLES
from api.schema.components import Components, Schema
from api.schema.examples import examples
from api.shapes.body import BlockShape

#: The error statuses of any request.
FAILURES = (400, 405, 406, 414, 500, 503)
#: The error statuses of a request for drafts.
DRAFT_FAILURES = (404, 410, 429)
#: The verb in the name of an operation about one object, by the end of its path.
VERBS = {"find": "find", "{id}": "get", "{slug}": "get"}
#: The tag of the index of endpoints, which has no name in its path.
INDEX = "endpoints"
#: The parameters in paths, with what they are.
IN_PATH: dict[str, Schema] = {
    "id": {"description": "The id of the object.", "schema": {"type": "integer", "minimum": 0}},
    "slug": {"description": "The slug of the object.", "schema": {"type": "string"}},
}


class ApiSchema(AutoSchema):
    """Describes one operation. Views outside the API have none."""

    def get_operation_id(self) -> str:
        view: Any = self.view
        parts = self._parts()
        if view.operation:
            return str(view.operation)
        if parts[-1] in VERBS:
            return f"{VERBS[parts[-1]]}_{view.one}"
        return f"{'list' if hasattr(view, 'list_parameters') else 'get'}_{parts[0].replace('-', '_')}"

    def get_tags(self) -> list[str]:
        return self._parts()[:1] or [INDEX]

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
        in_path = [
            {"name": name, "in": "path", "required": True, **IN_PATH[name], "x-group": Group.SUBJECT.title}
            for name in names
        ]
        view: Any = self.view
        known, groups = view.known_parameters().values(), list(Group)
        in_query = [
            self._query_parameter(parameter)
            for parameter in sorted(known, key=lambda parameter: groups.index(parameter.group))
        ]
        in_header = [
            {
                "name": header.name,
                "in": "header",
                "description": header.description,
                "schema": {"type": "string", **({"maxLength": header.maximum} if header.maximum else {})},
                "x-group": Group.CONTEXT.title,
            }
            for header in view.known_headers()
        ]
        return [*in_path, *in_query, *in_header]

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
    def _query_parameter(parameter: Parameter) -> Schema:
        described: Schema = {
            "name": parameter.name,
            "in": "query",
            "description": parameter.description,
            "schema": deepcopy(dict(parameter.parse.schema)),
            "x-group": parameter.group.title,
        }
        if parameter.required:
            described["required"] = True
        if parameter.parse.schema.get("type") == "array":
            described |= {"style": "form", "explode": False}
        return described
