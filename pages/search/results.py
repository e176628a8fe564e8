"""What a search finds, and in which order."""

from contextlib import AbstractContextManager
from typing import Any

from django.db.models import QuerySet

from pages.search.documents import search_kind
from pages.search.engines import engine_of
from pages.search.query import SearchQuery

#: How many matches are ranked: the newest ones.
MOST_RANKED = 5_000


def searching() -> AbstractContextManager[None]:
    """Return a context in which to evaluate what ``found`` and ``ranked`` return."""
    return engine_of().searching()


def found(queryset: QuerySet[Any], query: SearchQuery) -> QuerySet[Any]:
    """Keep those of a queryset of pages, records, images or documents that a search finds, in no order."""
    if not query.words:
        return queryset.none()
    return queryset.filter(pk__in=engine_of().keys(search_kind(queryset.model), query))


def ranked(queryset: QuerySet[Any], query: SearchQuery) -> list[int]:
    """Return the keys of the newest 5,000 that a search finds in a queryset, best match first, then newest first.

    Two queries, each of a cost that grows with the matches and no faster.
    """
    if not query.words:
        return []
    keys = list(found(queryset, query).order_by("-pk").values_list("pk", flat=True)[:MOST_RANKED])
    if not keys:
        return []
    ranks = engine_of().ranks(search_kind(queryset.model), query, keys)
    # What has gone meanwhile has no rank.
    return sorted(keys, key=lambda key: (ranks.get(key, float("-inf")), key), reverse=True)
