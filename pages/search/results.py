"""Find and rank the results of a search."""

from contextlib import AbstractContextManager
from typing import Any

from django.db.models import Case, QuerySet, When

from pages.database.reading import reading_connection
from pages.search.documents import search_kind
from pages.search.engines import engine_of
from pages.search.query import SearchQuery

#: The number of matches, newest first, that are ranked.
MOST_RANKED = 5_000
#: The number of matches that ``best_matches`` keeps.
MOST_SHOWN = 200


def searching() -> AbstractContextManager[None]:
    """Return the context in which to call ``ranked`` and to evaluate the querysets of ``found``."""
    return engine_of(reading_connection()).searching()


def found(queryset: QuerySet[Any], query: SearchQuery) -> QuerySet[Any]:
    """Filter a queryset of pages, records, images or documents by a search; the order is undefined."""
    if not query.words:
        return queryset.none()
    return queryset.filter(pk__in=engine_of(reading_connection()).keys(search_kind(queryset.model), query))


def ranked(queryset: QuerySet[Any], query: SearchQuery) -> list[int]:
    """Return the keys of the newest 5,000 matches in a queryset, best match first, then newest first.

    This takes two queries whose cost grows linearly with the number of matches.
    """
    if not query.words:
        return []
    keys = list(found(queryset, query).order_by("-pk").values_list("pk", flat=True)[:MOST_RANKED])
    if not keys:
        return []
    ranks = engine_of(reading_connection()).ranks(search_kind(queryset.model), query, keys)
    # An object that was deleted in the meantime has no rank.
    return sorted(keys, key=lambda key: (ranks.get(key, float("-inf")), key), reverse=True)


def best_matches(queryset: QuerySet[Any], query: SearchQuery) -> QuerySet[Any]:
    """Filter a queryset to the 200 best matches of a search, best first. This takes two queries at once."""
    with searching():
        keys = ranked(queryset, query)[:MOST_SHOWN]
    if not keys:
        return queryset.none()
    return queryset.filter(pk__in=keys).order_by(Case(*(When(pk=key, then=place) for place, key in enumerate(keys))))
