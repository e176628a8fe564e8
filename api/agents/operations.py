"""Tools and the operations of the API that they stand for."""

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import Resolver404, resolve

from api.schema.hooks import ARGUMENTS
from api.tools.tool import Tool
from api.views.base import ApiView
from api.views.not_found import NotFoundView
from api.views.schema import openapi_document

Schema = dict[str, Any]


def missing_parts(tool: Tool) -> list[str]:
    """Return sentences that say what of a tool the API does not have; none for a tool that works.

    This reads the routes and views from which the OpenAPI document is made, and not the document, which takes a second.
    """
    path = tool.path
    for name in tool.arguments:
        path = path.replace(f"{{{name}}}", "1")
    view = _view(path)
    if view is None or set(tool.arguments) != {ARGUMENTS.get(name, name) for name in view.kwargs}:
        return [f"there is no operation {tool.path}"]
    known: Collection[str] = view.func.cls().known_parameters()
    missing = [f"{tool.path} has no parameter {name}" for name in tool.query if name not in known]
    unused = [f"{name} is required and is no parameter" for name in tool.required if name not in tool.parameters]
    twice = [f"{name} is both fixed and a parameter" for name in tool.fixed if name in tool.parameters]
    return [*missing, *unused, *twice]


def _view(path: str) -> Any:
    try:
        found = resolve(path)
    except Resolver404:
        return None
    view = getattr(found.func, "cls", None)
    return found if view is not None and issubclass(view, ApiView) and view is not NotFoundView else None


def described(tool: Tool) -> str:
    """Return what the OpenAPI document says of the operation of a tool, and the hint of the tool."""
    operation = openapi_document()["paths"][tool.path]["get"]
    return " ".join(filter(None, (operation.get("summary"), operation.get("description"), tool.hint)))


def input_schema(tool: Tool) -> Schema:
    """Return the JSON Schema of what a tool takes, from the OpenAPI document."""
    document = openapi_document()
    declared = {each["name"]: each for each in document["paths"][tool.path]["get"]["parameters"]}
    names = [*tool.arguments, *tool.parameters]
    return {
        "type": "object",
        "properties": {
            name: {**_without_references(declared[name]["schema"], document), **_description(declared[name])}
            for name in names
        },
        "required": [*tool.arguments, *tool.required],
        "additionalProperties": False,
    }


def _description(parameter: Schema) -> Schema:
    return {"description": parameter["description"]} if parameter.get("description") else {}


def _without_references(schema: Any, document: Mapping[str, Any]) -> Any:
    """Return a schema with the named schemas of the document in place of references to them."""
    if isinstance(schema, list):
        return [_without_references(part, document) for part in schema]
    if not isinstance(schema, dict):
        return schema
    reference = schema.get("$ref")
    if reference is not None:
        found: Any = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        return _without_references(found, document)
    return {name: _without_references(part, document) for name, part in schema.items()}
