"""The menus of a site as the API serves them, built from what is stored, without a query an entry."""

from collections.abc import Iterator
from typing import Any

from api.content.link import collect_link, link_value
from api.loading.related_objects import RelatedObjects

#: What an entry leads to, by its type; a group leads nowhere.
TARGETS = ("page", "document", "url")
GROUP = "group"


def _entries(stored: Any, types: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the type and the content of stored entries; an import may have left others, of an unknown type or empty."""
    for entry in stored or ():
        kind, value = entry.get("type"), entry.get("value")
        if kind in types and isinstance(value, dict):
            yield kind, value


def collect_menu(stored: Any, related: RelatedObjects) -> None:
    """Say what the entries of a menu lead to. ``stored`` is the menu as it is in the database."""
    for _, value in _entries(stored, (*TARGETS, GROUP)):
        collect_link(value, related)
        for _, below in _entries(value.get("children"), TARGETS):
            collect_link(below, related)


def menu_value(stored: Any, related: RelatedObjects) -> list[dict[str, Any]]:
    """Return the tree of a menu.

    An entry that leads to nothing public is left out with everything below it, which the editor put there because it
    belongs to it; a group is left out when nothing is left below it.
    """
    return list(_tree(stored, (*TARGETS, GROUP), related))


def _tree(stored: Any, types: tuple[str, ...], related: RelatedObjects) -> Iterator[dict[str, Any]]:
    for kind, value in _entries(stored, types):
        # Of the lower level only, since there is no third.
        children = list(_tree(value.get("children"), TARGETS, related)) if GROUP in types else []
        if kind == GROUP:
            if children:
                yield {"label": str(value.get("label") or ""), "link": None, "children": children}
        elif link := link_value({kind: value.get(kind), "label": value.get("label")}, related):
            yield {"label": link["label"], "link": link, "children": children}
