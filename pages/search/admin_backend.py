"""The search backend of Wagtail's own lists and choosers, which find what the public search finds: without accents.

Wagtail's backend still answers for models that have no search documents, and for searches in single fields.
"""

from collections import OrderedDict
from typing import Any

from django.db.models import Count, QuerySet
from wagtail.models import Page
from wagtail.search.backends import database
from wagtail.search.backends.base import BaseSearchResults
from wagtail.search.query import And, Phrase, PlainText

from pages.search.documents import searched_model_of
from pages.search.query import Operator, SearchQuery
from pages.search.results import best_matches, found


class FoundResults(BaseSearchResults):
    """The objects of a queryset that was already filtered by a search, as Wagtail's views expect results."""

    supports_facet = True

    def __init__(self, queryset: QuerySet[Any]) -> None:
        super().__init__(backend=None, query_compiler=None)
        self.queryset = queryset
        self.model = queryset.model

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """Return how many results have each value of a field, the most frequent first."""
        counts = self.queryset.order_by().values_list(field_name).annotate(count=Count("pk")).order_by("-count")
        return OrderedDict(counts)

    def _clone(self) -> "FoundResults":
        clone = type(self)(self.queryset)
        clone.start, clone.stop = self.start, self.stop
        return clone

    def _do_search(self) -> QuerySet[Any]:
        return self.queryset[self.start : self.stop]

    def _do_count(self) -> int:
        return self._do_search().count()


class SearchesDocuments:
    """Answers from the search documents where there are some."""

    def search(self, query: Any, model_or_queryset: Any, **options: Any) -> Any:
        """Search for beginnings of words, as ``autocomplete`` does."""
        results = _results(query, model_or_queryset, **options)
        return super().search(query, model_or_queryset, **options) if results is None else results  # type: ignore[misc]

    def autocomplete(self, query: Any, model_or_queryset: Any, **options: Any) -> Any:
        """Search for beginnings of words."""
        results = _results(query, model_or_queryset, **options)
        return super().autocomplete(query, model_or_queryset, **options) if results is None else results  # type: ignore[misc]


def _text_of(query: Any) -> str | None:
    """Return what was typed into a search field, or ``None`` for a query that is not made of words."""
    if isinstance(query, str):
        return query
    if isinstance(query, PlainText | Phrase):
        return str(query.query_string)
    parts = [_text_of(part) for part in query.subqueries] if isinstance(query, And) else [None]
    return None if None in parts else " ".join(filter(None, parts))


def _results(
    query: Any, model_or_queryset: Any, fields: Any = None, operator: Any = None, order_by_relevance: bool = True
) -> FoundResults | None:
    queryset = model_or_queryset if isinstance(model_or_queryset, QuerySet) else model_or_queryset.objects.all()
    is_searched = issubclass(queryset.model, Page) or searched_model_of(queryset.model) is not None
    text = _text_of(query)
    if text is None or fields is not None or not is_searched:
        return None
    # Where Wagtail would take any of the words by default, these lists take all of them.
    parsed = SearchQuery.parse(text, Operator.OR if operator == "or" else Operator.AND)
    return FoundResults((best_matches if order_by_relevance else found)(queryset, parsed))


def SearchBackend(params: dict[str, Any]) -> Any:
    """Return the backend for the database in use."""
    backend = type(database.SearchBackend(params))
    return type("SearchBackend", (SearchesDocuments, backend), {"__doc__": SearchesDocuments.__doc__})(params)
