"""Search in lists: the parameters, and pagination of the results by relevance."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from api.lists.pagination import DEFAULT_LIMIT, ListPage
from api.requests import parameters
from api.requests.parameters import Group, Parameter
from api.requests.problems import InvalidParameters, ParameterError
from pages.search.documents import search_kind
from pages.search.query import Operator, SearchQuery
from pages.search.results import MOST_RANKED, found, ranked
from pages.search.snippets import snippets

SEARCH = Parameter(
    "search",
    parameters.bounded_text(100),
    "Beginnings of words: only those with these words in the title or text.",
    group=Group.SEARCH,
)
SEARCH_OPERATOR = Parameter(
    "search_operator",
    parameters.one_of(list(Operator), "SearchOperator"),
    "Whether all words must occur (and) or any of them (or).",
    group=Group.SEARCH,
)
SEARCHING = (SEARCH, SEARCH_OPERATOR)


def search_query(query: Mapping[str, Any]) -> SearchQuery | None:
    """Return the search that the query parameters request, or ``None`` without ``search``."""
    if SEARCH.name not in query:
        return None
    return SearchQuery.parse(query[SEARCH.name], Operator(query.get(SEARCH_OPERATOR.name, Operator.AND)))


def paginate_by_relevance(queryset: QuerySet[Any], search: SearchQuery, query: Mapping[str, Any]) -> ListPage:
    """Return the page of search results that ``limit`` and ``offset`` request.

    Raises ``InvalidParameters`` for a cursor, because an order by relevance has no stable position to continue from.
    """
    if "cursor" in query:
        detail = "cursor: search results are ordered by relevance; use offset, or set order."
        raise InvalidParameters([ParameterError("cursor", "not_by_relevance", detail)])
    keys = ranked(queryset, search)
    meta: dict[str, Any] = {}
    if query.get("count", True):
        meta["total_count"] = len(keys) if len(keys) < MOST_RANKED else found(queryset, search).count()
    offset, limit = query.get("offset", 0), query.get("limit", DEFAULT_LIMIT)
    wanted = keys[offset : offset + limit]
    rows = {row.pk: row for row in queryset.filter(pk__in=wanted)} if wanted else {}
    return ListPage(
        [rows[key] for key in wanted if key in rows], {**meta, "next_cursor": None, "previous_cursor": None}
    )


def with_snippets(
    model: Any, rows: list[Any], items: list[dict[str, Any] | None], search: SearchQuery
) -> list[dict[str, Any] | None]:
    """Return the items, built from ``rows`` in the same order, each with its ``meta.search.snippet``."""
    texts = snippets(search_kind(model), [row.pk for row in rows], search) if rows else {}
    return [
        None if item is None else _with_snippet(item, texts.get(row.pk, ""))
        for row, item in zip(rows, items, strict=True)
    ]


def _with_snippet(item: dict[str, Any], text: str) -> dict[str, Any]:
    # The id comes first, then meta, as in every object.
    first = {"id": item["id"]} if "id" in item else {}
    return first | {"meta": {}} | item | {"meta": {**item.get("meta", {}), "search": {"snippet": text}}}
