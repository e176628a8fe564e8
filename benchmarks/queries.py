"""Counts the queries of requests."""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from wagtail.models import Page, Site

from benchmarks.cases import Case
from benchmarks.places import Places
from benchmarks.servers import OURS, STOCK


class Counter:
    """An execute wrapper that counts queries."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, parameters, many, context)


def count_queries(url: str) -> int:
    """Return the number of queries of one request."""
    counter = Counter()
    with connection.execute_wrapper(counter):
        response = Client().get(url)
    assert response.status_code in (200, 302), f"{url}: {response.status_code}"
    return counter.count


def queries_of(case: Case, places: Places) -> dict[str, dict[str, int]]:
    """Return the numbers of queries of ours and of Wagtail's: with an empty cache, and of the next request."""
    return {
        side: _twice(base + places.paths(path)[0])
        for side, base, path in (("ours", OURS, case.ours), ("stock", STOCK, case.stock))
    }


def _twice(url: str) -> dict[str, int]:
    cache.clear()
    Site.clear_site_root_paths_cache()
    # A process looks these up once and keeps them.
    ContentType.objects.get_for_models(*Page.__subclasses__(), Page)
    return {"first": count_queries(url), "next": count_queries(url)}
