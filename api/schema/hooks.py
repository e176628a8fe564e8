"""drf-spectacular hooks: they limit the OpenAPI document to this API, and arrange it for its readers."""

from typing import Any

from api.formats.links import API_PATH
from api.registry.page_types import endpoints as page_type_endpoints
from api.requests.parameters import Group
from api.schema.components import Schema

#: What nearly every frontend asks comes first, then the page types, then what has its place by name; the records are
#: between.
FIRST = ("resolve", "site", "pages")
LAST = ("topics", "tags", "images", "documents", "preview", "urls", "redirects", "changes", "schema", "endpoints")


#: What the document calls the arguments of routes whose names say something else there.
ARGUMENTS = {"key": "id"}


def document_path(path: str) -> str:
    """Return a path as the document names it: ``/api/v2/posts/{id}/``."""
    for of_routes, of_document in ARGUMENTS.items():
        path = path.replace(f"{{{of_routes}}}", f"{{{of_document}}}")
    return path


def only_this_api(endpoints: list[Any], **_: Any) -> list[Any]:
    """Return the endpoints of this API that have a schema. Each is path, regular expression, method and view."""
    return [
        (document_path(endpoint[0]), *endpoint[1:])
        for endpoint in endpoints
        if endpoint[0].startswith(API_PATH) and endpoint[3].cls.schema is not None
    ]


def arranged(result: Schema, **_: Any) -> Schema:
    """Return the document with its operations by use, and with descriptions of the groups of operations and parameters.

    The tag of a group of operations is described as the first of them is.
    """
    operations = [(path, methods["get"]) for path, methods in result["paths"].items()]
    tags = list(dict.fromkeys(operation["tags"][0] for _, operation in operations))
    ranked = sorted(tags, key=_rank)
    summaries = {tag: next(found["summary"] for _, found in operations if found["tags"] == [tag]) for tag in ranked}
    by_use = sorted(operations, key=lambda operation: ranked.index(operation[1]["tags"][0]))
    return {
        **result,
        "paths": {path: result["paths"][path] for path, _ in by_use},
        "tags": [{"name": tag, "description": summaries[tag]} for tag in ranked],
        "x-parameter-groups": [
            {"name": group.title, "description": group.explanation, "folded": group.folded} for group in Group
        ],
    }


def _rank(tag: str) -> int:
    first = (*FIRST, *page_type_endpoints())
    if tag in first:
        return first.index(tag)
    return len(first) + (1 + LAST.index(tag) if tag in LAST else 0)
