"""The queries of lists of pages without filters: prepared once for each order, slice and set of public places."""

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from cachetools import LRUCache
from django.db.models import F, Func, IntegerField
from wagtail.models import Page

from api.lists.ordering import Order
from pages.database.prepared import PreparedQuery, datetime_argument, instance
from pages.visibility.visibility import Visibility

#: How many queries each process keeps; there are two for each list of each site that frontends request.
MOST_QUERIES = 256

_queries: LRUCache[Hashable, PreparedQuery] = LRUCache(MOST_QUERIES)
_lock = threading.Lock()


class ListedPages:
    """The public pages of some types on a site, in an order, with the values of ``columns``.

    ``candidates`` takes a ``Visibility`` and returns the queryset of pages that it lets pass, without an order.
    ``model`` is that of the queryset. Everything else that ``candidates`` depends on must be in ``types``.
    """

    def __init__(
        self,
        visibility: Visibility,
        model: type[Page],
        types: Sequence[type[Page]],
        order: Order,
        columns: Sequence[str],
        candidates: Callable[[Visibility], Any],
    ) -> None:
        self.visibility, self.model, self.order, self.columns = visibility, model, order, columns
        self._key = (model, tuple(types), order, visibility.places)
        self._candidates = candidates

    def read(self, offset: int, wanted: int) -> list[Any]:
        """Return up to ``wanted`` pages, without the first ``offset``."""
        names = self.columns
        query = self._prepared(
            (offset, wanted, *names),
            lambda pages: self.order.apply(pages)[offset : offset + wanted].values_list(*names),
        )
        rows = query.rows(at=self.visibility.at)
        key = self.model._meta.pk
        named = [key.attname if name == "pk" and key else name for name in names]
        return [instance(self.model, named, row) for row in rows]

    def count(self) -> int:
        """Return how many pages there are."""
        total = Func(F("pk"), function="COUNT", output_field=IntegerField())
        ((number,),) = self._prepared(("count",), lambda pages: pages.order_by().values_list(total)).rows(
            at=self.visibility.at
        )
        return int(number)

    def _prepared(self, part: tuple[Any, ...], rows: Callable[[Any], Any]) -> PreparedQuery:
        key = (self._key, part)
        with _lock:
            query = _queries.get(key)
            if query is None:
                at_any_time = self.visibility.at_instant(datetime_argument("at"))
                found = rows(self._candidates(at_any_time))
                # The function is kept with the query: with `self` in it, so would be the view, and its response.
                query = _queries[key] = PreparedQuery(lambda: found)
        return query
