"""Lists: filters, order, pages and cursors, declared by each list and done here for all."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from api.columns import ID, Column
from api.cursors import list_fingerprint
from api.filters import Filter, column_filters
from api.ordering import parse_order
from api.pagination import PAGINATION, paginate
from api.parameters import Parameter
from api.views.base import CROPS_PARAMETER, FIELDS, ApiView


class ListView(ApiView):
    """A list. A subclass declares its public columns and filters, and gives its candidates and how to show them.

    A column declared in ``columns`` can be filtered, compared and ordered by; nothing else can.
    """

    columns: ClassVar[Sequence[Column]] = (ID,)
    filters: ClassVar[Sequence[Filter]] = ()
    default_order: ClassVar[str] = "id"
    list_parameters: ClassVar[Sequence[Parameter]] = (FIELDS, CROPS_PARAMETER, *PAGINATION)

    def all_filters(self) -> tuple[Filter, ...]:
        """Return the filters of the columns and the list's own."""
        return (*column_filters(self.columns), *self.filters)

    def known_parameters(self) -> Mapping[str, Parameter]:
        own = (*self.list_parameters, *(filter.parameter for filter in self.all_filters()))
        return {**super().known_parameters(), **{parameter.name: parameter for parameter in own}}

    def candidates(self) -> Any:
        """Return the queryset of everything public that the list may hold."""
        raise NotImplementedError

    def items(self, rows: Sequence[Any]) -> list[Any]:
        """Return the rows as the answer shows them."""
        raise NotImplementedError

    def filtered(self, queryset: Any) -> Any:
        """Keep what the query asks for."""
        for filter in self.all_filters():
            if filter.parameter.name in self.query:
                queryset = filter.apply(queryset, self.query[filter.parameter.name], self.visibility)
        return queryset

    def get(self, request: Request) -> Response:
        """Answer with a page of the list."""
        columns = {column.name: column for column in self.columns}
        order = parse_order(self.query.get("order"), self.default_order, columns)
        page = paginate(self.filtered(self.candidates()), order, self.query, self._fingerprint)
        return Response({"meta": page.meta, "items": self.items(page.rows)})

    def _fingerprint(self) -> str:
        site = self.visibility.site
        return list_fingerprint(self.request.path, self.request.query_params.dict(), site.pk if site else None)
