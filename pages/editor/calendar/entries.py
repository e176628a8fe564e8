"""All entries of the editors' calendar."""

from collections.abc import Callable, Collection
from typing import Any

from pages.editor.calendar.entry import Entry, Kind, Span
from pages.editor.calendar.events import event_entries
from pages.editor.calendar.schedule import expiry_entries, go_live_entries

#: How the entries of each kind are found: for a user, and within a span.
SOURCES: dict[Kind, Callable[[Any, Span], list[Entry]]] = {
    Kind.EVENT: event_entries,
    Kind.GO_LIVE: go_live_entries,
    Kind.EXPIRY: expiry_entries,
}


def entries_of(user: Any, span: Span, kinds: Collection[Kind] = tuple(Kind)) -> list[Entry]:
    """Return what the user may see of a span, in order of time, with a number of queries that is fixed by kind."""
    return sorted((entry for kind in Kind if kind in kinds for entry in SOURCES[kind](user, span)), key=_order)


def _order(entry: Entry) -> Any:
    return entry.order
