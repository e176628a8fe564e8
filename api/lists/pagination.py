"""Pagination of lists: by offset, as in Wagtail API v2, or by cursor."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from django.db.models import QuerySet

from api.lists.ordering import Order
from api.requests import parameters
from api.requests.cursors import read_cursor, write_cursor
from api.requests.parameters import Group, Malformed, Parameter
from api.requests.problems import InvalidParameters, ParameterError
from pages.database.prepared import read_objects

DEFAULT_LIMIT = 20
MAXIMUM_LIMIT = 100
MAXIMUM_OFFSET = 10_000


@parameters.takes(type="integer", minimum=0, maximum=MAXIMUM_OFFSET)
def _offset(text: str) -> int:
    try:
        return parameters.integer_between(0, MAXIMUM_OFFSET)(text)
    except Malformed as error:
        raise Malformed(f"{error}; to go further, follow meta.next_cursor with cursor", error.code) from error


_paginates = partial(Parameter, group=Group.PAGINATION)
LIMIT = _paginates("limit", parameters.integer_between(0, MAXIMUM_LIMIT), "The maximum number of items (default 20).")
ORDER = _paginates("order", parameters.bounded_text(), "Comma-separated names; a leading - reverses one.")
CURSOR = _paginates("cursor", parameters.bounded_text(2000), "Continue from meta.next_cursor or meta.previous_cursor.")
OFFSET = _paginates("offset", _offset, "The number of items to skip (default 0); not with a cursor.")
COUNT = _paginates(
    "count", parameters.parse_boolean, "Whether to return meta.total_count (default: not with a cursor)."
)
PAGINATION = (LIMIT, ORDER, CURSOR, OFFSET, COUNT)


@dataclass(frozen=True)
class ListPage:
    """The rows of one page of a list, and the ``meta`` of the response."""

    rows: list[Any]
    meta: dict[str, Any]


class Rows(Protocol):
    """The rows of a list in its order."""

    @property
    def order(self) -> Order:
        """Their order."""

    def count(self) -> int:
        """Return how many there are."""

    def read(self, offset: int, wanted: int) -> list[Any]:
        """Return up to ``wanted`` rows, without the first ``offset``."""


@dataclass(frozen=True)
class QuerySetRows:
    """The rows of a queryset."""

    queryset: QuerySet[Any]
    order: Order

    def count(self) -> int:
        """Return how many there are."""
        return self.queryset.count()

    def read(self, offset: int, wanted: int) -> list[Any]:
        """Return up to ``wanted`` rows, without the first ``offset``."""
        return _read(self.order.apply(self.queryset)[offset : offset + wanted])


#: Takes the fingerprint of a list and a function that counts its rows, and returns the count, which it may have stored.
Counted = Callable[[str, Callable[[], int]], int]


def _count(fingerprint: str, count: Callable[[], int]) -> int:
    return count()


def paginate(
    queryset: QuerySet[Any],
    order: Order | None,
    query: Mapping[str, Any],
    fingerprint: Callable[[], str],
    counted: Counted = _count,
) -> ListPage:
    """Return the page that ``limit`` and ``offset`` or ``cursor`` request. ``order`` is ``None`` for a random order.

    With a cursor, every page costs the same, and rows added or removed elsewhere do not repeat or hide rows.
    Raises ``InvalidParameters`` for a cursor that is not of this list, and for a cursor with an offset.
    """
    limit = query.get("limit", DEFAULT_LIMIT)
    _check_together(query, order, limit)
    if order is None:
        meta = _meta(query, fingerprint, counted, queryset.count)
        rows = list(queryset.order_by("?")[:limit]) if limit else []
        return ListPage(rows, {**meta, "next_cursor": None, "previous_cursor": None})
    if "cursor" not in query:
        return paginate_rows(QuerySetRows(queryset, order), query, fingerprint, counted)
    meta = _meta(query, fingerprint, counted, queryset.count)
    cursor = read_cursor(query["cursor"], fingerprint())
    # One row more than requested shows whether there is another page.
    found = _beyond(queryset, order, order.read(cursor.values), cursor.backward, limit + 1)
    rows, more = found[:limit], len(found) > limit
    if cursor.backward:
        rows.reverse()
    has_next, has_previous = (True, more) if cursor.backward else (more, True)
    return _list_page(rows, order, meta, fingerprint, has_next, has_previous)


def paginate_rows(
    rows: Rows, query: Mapping[str, Any], fingerprint: Callable[[], str], counted: Counted = _count
) -> ListPage:
    """Return the page of rows that ``limit`` and ``offset`` request. The arguments are those of ``paginate``."""
    limit, offset = query.get("limit", DEFAULT_LIMIT), query.get("offset", 0)
    meta = _meta(query, fingerprint, counted, rows.count)
    # With a limit of 0, only the count is wanted.
    found = rows.read(offset, limit + 1) if limit else []
    return _list_page(found[:limit], rows.order, meta, fingerprint, len(found) > limit, offset > 0)


def _meta(
    query: Mapping[str, Any], fingerprint: Callable[[], str], counted: Counted, count: Callable[[], int]
) -> dict[str, Any]:
    return {"total_count": counted(fingerprint(), count)} if query.get("count", "cursor" not in query) else {}


def _list_page(
    rows: list[Any],
    order: Order,
    meta: dict[str, Any],
    fingerprint: Callable[[], str],
    has_next: bool,
    has_previous: bool,
) -> ListPage:
    following = write_cursor(fingerprint(), order.values(rows[-1])) if rows and has_next else None
    preceding = write_cursor(fingerprint(), order.values(rows[0]), backward=True) if rows and has_previous else None
    return ListPage(rows, {**meta, "next_cursor": following, "previous_cursor": preceding})


def _beyond(queryset: QuerySet[Any], order: Order, values: list[Any], backward: bool, wanted: int) -> list[Any]:
    """Return up to ``wanted`` rows after the row with these values (before it with ``backward``), the nearest first."""
    found: list[Any] = []
    for stretch in order.stretches(values, backward, queryset.model):
        found += _read(order.apply(queryset.filter(stretch), backward)[: wanted - len(found)])
        if len(found) == wanted:
            break
    return found


def _read(found: QuerySet[Any] | list[Any]) -> list[Any]:
    return found if isinstance(found, list) else read_objects(found)


def _check_together(query: Mapping[str, Any], order: Order | None, limit: int) -> None:
    if order is None and ("offset" in query or "cursor" in query):
        name = "cursor" if "cursor" in query else "offset"
        detail = f"{name}: a random order has no place to continue from."
        raise InvalidParameters([ParameterError(name, "not_with_random_order", detail)])
    if "cursor" not in query:
        return
    if "offset" in query:
        detail = "offset and cursor cannot be used together."
        raise InvalidParameters([ParameterError("offset", "not_with_cursor", detail)])
    if limit == 0:
        raise InvalidParameters([ParameterError("limit", "out_of_range", "limit must be from 1 to 100 with cursor.")])
