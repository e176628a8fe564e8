"""What the OpenAPI documents of earlier versions leave out, although those versions had it."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

#: Paths of version 0.2.0 that answered 400 without their ``id``, which its document calls optional.
NEED_AN_ID = ("/api/v2/documents/find/", "/api/v2/images/find/")


def completed(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the document of an earlier version with the limits that it leaves out; others are returned as they are.

    What a version refused already breaks no client when the document of a later one says so.
    """
    if document.get("info", {}).get("version") != "0.2.0":
        return document
    whole = deepcopy(dict(document))
    for path, methods in whole["paths"].items():
        for parameter in methods["get"]["parameters"]:
            if path in NEED_AN_ID and (parameter["in"], parameter["name"]) == ("query", "id"):
                parameter["required"] = True
            items = parameter["schema"].get("items", {})
            # An empty text in a list was malformed.
            if items.keys() == {"type", "maxLength"}:
                items["minLength"] = 1
    return whole
