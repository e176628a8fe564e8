"""Lists: each view declares its columns and filters; filtering, ordering and pagination are done here."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from api.lists.columns import ID, Column
from api.lists.filters import Filter, column_filters
from api.lists.ordering import Order, parse_order
from api.lists.pagination import CURSOR, PAGINATION, ListPage, Rows, paginate, paginate_rows
from api.lists.search import SEARCHING, paginate_by_relevance, search_query, with_snippets
from api.requests.cursors import list_fingerprint
from api.requests.parameters import Parameter
from api.stored_responses.stored_count import stored_count
from api.tags.dependencies import depend_on_lists
from api.views.base import CROPS_PARAMETER, FIELDS, ApiView
from pages.search.results import found, searching


class ListView(ApiView):
    """A list. A subclass declares its public columns and filters, its candidates and its items.

    A column declared in ``columns`` can be filtered, compared and ordered by; nothing else can.
    """

    columns: ClassVar[Sequence[Column]] = (ID,)
    filters: ClassVar[Sequence[Filter]] = ()
    #: A value of ``order``, or an ``Order`` that the parameter cannot name.
    default_order: ClassVar[str | Order] = "id"
    #: Columns that order what the requested order leaves equal, before the primary key does.
    ties: ClassVar[Sequence[str]] = ()
    #: Whether the objects of the list are in the search index.
    searchable: ClassVar[bool] = False
    list_parameters: ClassVar[Sequence[Parameter]] = (FIELDS, CROPS_PARAMETER, *PAGINATION)

    def all_columns(self) -> Sequence[Column]:
        """Return the columns by which the list can be filtered and ordered."""
        return self.columns

    def all_filters(self) -> tuple[Filter, ...]:
        """Return the filters of the columns and the list's own."""
        return (*column_filters(self.all_columns()), *self.filters)

    def known_parameters(self) -> Mapping[str, Parameter]:
        searching = SEARCHING if self.searchable else ()
        own = (*self.list_parameters, *searching, *(filter.parameter for filter in self.all_filters()))
        return {**super().known_parameters(), **{parameter.name: parameter for parameter in own}}

    def candidates(self) -> Any:
        """Return the queryset of all public objects that the list may contain."""
        raise NotImplementedError

    def items(self, rows: Sequence[Any]) -> list[Any]:
        """Return the JSON of the rows, with ``None`` for a row that was unpublished since the list was read."""
        raise NotImplementedError

    def listed_models(self, queryset: Any) -> Sequence[type[Model]]:
        """Return the models whose objects can enter or leave the list when they change."""
        return (queryset.model,)

    def filtered(self, queryset: Any) -> Any:
        """Return the queryset with the filters of the query applied."""
        depend_on_lists(*self.listed_models(queryset))
        for filter in self.all_filters():
            if filter.parameter.name in self.query:
                filter.check(self.query)
                queryset = filter.apply(queryset, self.query[filter.parameter.name], self.visibility)
        return queryset

    def get(self, request: Request) -> HttpResponse:
        """Return one page of the list."""
        search, order = search_query(self.query), self.order()
        prepared = self.prepared(order) if order and search is None and self._is_unfiltered else None
        if prepared is not None:
            page = paginate_rows(prepared, self.query, self._fingerprint, stored_count)
            return self._response(page, self.items(page.rows), order)
        queryset = self.filtered(self.candidates())
        if search is None:
            page = self._paginated(queryset, order)
        else:
            with searching():
                if "order" in self.query:
                    page = self._paginated(found(queryset, search), order)
                else:
                    page = paginate_by_relevance(queryset, search, self.query)
        items = self.items(page.rows)
        if search is not None and not self.query.get("fields", "").startswith("_"):
            items = with_snippets(queryset.model, page.rows, items, search)
        return self._response(page, items, order)

    @staticmethod
    def _response(page: ListPage, items: Sequence[Any], order: Order | None) -> Response:
        response = Response({"meta": page.meta, "items": [item for item in items if item is not None]})
        if order is None:
            response["Cache-Control"] = "no-store"
        return response

    def prepared(self, order: Order) -> Rows | None:
        """Return the rows of the list without filters, read by prepared queries, or ``None`` if there are none."""
        return None

    @property
    def _is_unfiltered(self) -> bool:
        """Whether the query asks for the whole list from a number of rows on."""
        names = {CURSOR.name, *(filter.parameter.name for filter in self.all_filters())}
        return names.isdisjoint(self.query)

    def order(self) -> Order | None:
        """Return the order that the query requests; ``None`` stands for a random order."""
        columns = {column.name: column for column in self.all_columns()}
        return parse_order(self.query.get("order"), self.default_order, columns, self.ties)

    def _paginated(self, queryset: Any, order: Order | None) -> ListPage:
        return paginate(queryset, order, self.query, self._fingerprint, stored_count)

    def _fingerprint(self) -> str:
        site = self.visibility.site
        return list_fingerprint(self.request.path, self.given(), site.pk if site else None)
