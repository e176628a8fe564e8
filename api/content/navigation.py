"""Builds the menus of a site from the stored entries, without a query per entry."""

from collections.abc import Iterator
from typing import Any

from api.content.link import collect_link, link_value
from api.loading.related_objects import RelatedObjects

#: The types of entries that are links; a group is not one.
TARGETS = ("page", "document", "url")
GROUP = "group"


def _entries(stored: Any, types: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the type and value of stored entries, without empty or unknown ones that an import may have left."""
    for entry in stored or ():
        kind, value = entry.get("type"), entry.get("value")
        if kind in types and isinstance(value, dict):
            yield kind, value


def collect_menu(stored: Any, related: RelatedObjects) -> None:
    """Register the targets of a stored menu's entries, so that they are loaded."""
    for _, value in _entries(stored, (*TARGETS, GROUP)):
        collect_link(value, related)
        for _, below in _entries(value.get("children"), TARGETS):
            collect_link(below, related)


def menu_value(stored: Any, related: RelatedObjects) -> list[dict[str, Any]]:
    """Return the tree of a menu.

    An entry whose target is not public is omitted with everything below it, since the editor put that there as part of
    it. A group is omitted if nothing is left below it.
    """
    return list(_tree(stored, (*TARGETS, GROUP), related))


def _tree(stored: Any, types: tuple[str, ...], related: RelatedObjects) -> Iterator[dict[str, Any]]:
    for kind, value in _entries(stored, types):
        # There are only two levels.
        children = list(_tree(value.get("children"), TARGETS, related)) if GROUP in types else []
        if kind == GROUP:
            if children:
                yield {"label": str(value.get("label") or ""), "link": None, "children": children}
        elif link := link_value({kind: value.get(kind), "label": value.get("label")}, related):
            yield {"label": link["label"], "link": link, "children": children}
