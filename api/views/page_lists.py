"""Lists of pages."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.request import Request
from wagtail.models import Page

from api.lists.columns import Column
from api.lists.filters import Filter
from api.lists.filterset import COMMON, FilterSet, shared_filterset
from api.lists.listed_pages import ListedPages
from api.lists.ordering import Order, Term
from api.lists.page_type import TYPE
from api.lists.pagination import MAXIMUM_LIMIT, Rows
from api.registry.page_types import in_order, page_types, serializer_for
from api.requests.parameters import Parameter, parse_query
from api.requests.selection import Selection, select
from api.schema.components import Components, Schema
from api.serializers.mixed_page import MixedPageSerializer
from api.serializers.page import PageSerializer
from api.stored_responses.stored_part import stored_parts
from api.tags.dependencies import depend_on_lists
from api.views.base import CROPS_PARAMETER, FIELDS, IMAGES, RICH_TEXT_FORMAT
from api.views.lists import ListView
from api.views.pages import PageView
from pages.database.prepared import column_names
from pages.visibility.visibility import Visibility

#: The parameters that decide what the items of a list look like.
ITEM_PARAMETERS = (TYPE.name, FIELDS.name, CROPS_PARAMETER.name, IMAGES.name, RICH_TEXT_FORMAT.name)


class TreeOrder(Order):
    """The order of the page tree: parents before children, siblings as editors arranged them."""

    def apply(self, queryset: QuerySet[Any], backward: bool = False) -> QuerySet[Any]:
        # The redundant filter by type lets the database use the index of each type's pages in tree order.
        pages: Any = queryset
        return super().apply(queryset if queryset.model is Page else pages.type(queryset.model), backward)


TREE_ORDER = TreeOrder((Term("path"),))


class PageListView(ListView, PageView):
    """A list of pages. Its types determine its filters and orders."""

    default_order: ClassVar[str | Order] = TREE_ORDER
    ties = ("first_published_at",)
    searchable = True
    list_parameters = (*ListView.list_parameters, IMAGES, RICH_TEXT_FORMAT)
    further_statuses = ()
    _named_types: Sequence[type[Page]] = ()

    def response_schema(self, components: Components) -> Schema:
        if self.model is Page:
            return components.listing(components.mixed_page(), "Page", MAXIMUM_LIMIT)
        return components.listing(components.page_list_item(self.model), self.model.__name__, MAXIMUM_LIMIT)

    @property
    def types(self) -> Sequence[type[Page]]:
        """The page types that the list may contain, each once; ``Page`` stands for all."""
        return self._named_types or (self.model,)

    def initial(self, request: Request, *arguments: Any, **options: Any) -> None:
        if self.model is Page and request.method != "OPTIONS":
            # ``type`` is parsed first and alone, because it determines the other parameters.
            named = QueryDict(mutable=True)
            for text in request.query_params.getlist(TYPE.name):
                named.appendlist(TYPE.name, text)
            self._named_types = in_order(parse_query(named, {TYPE.name: TYPE}).get(TYPE.name, ()))
        super().initial(request, *arguments, **options)

    def known_parameters(self) -> Mapping[str, Parameter]:
        typed = {TYPE.name: TYPE} if self.model is Page else {}
        return {**super().known_parameters(), **typed}

    @property
    def filterset(self) -> FilterSet:
        """The filters and columns that all types of the list share."""
        return shared_filterset(
            {model: COMMON if model is Page else serializer_for(model).filterset for model in self.types}
        )

    def all_columns(self) -> Sequence[Column]:
        return self.filterset.columns

    def all_filters(self) -> tuple[Filter, ...]:
        return self.filterset.all_filters

    def candidates(self) -> Any:
        """Return the public pages of the types, with the columns of a row; those shown are read by their keys."""
        pages = self._of_types(self.visibility)
        return pages.only(*self._row_columns(self.order())) if not self._is_common else pages

    def _of_types(self, visibility: Visibility) -> Any:
        pages = self.queryset(self._single_type or Page, visibility)
        return pages if self._single_type or Page in self.types else pages.type(tuple(self.types))

    def _row_columns(self, order: Order | None) -> Sequence[str]:
        """Return the columns of a row: its key and those of the order, or all that pages of several types share."""
        if self._is_common:
            return column_names(Page)
        return ("pk", *(term.path for term in order.terms if term.path != "pk")) if order else ("pk",)

    def prepared(self, order: Order) -> Rows | None:
        if not self.visibility.paths.own_roots:
            return None
        depend_on_lists(*self.listed_models(None))
        model, columns = self._single_type or Page, self._row_columns(order)
        return ListedPages(self.visibility, model, self.types, order, columns, self._of_types)

    def listed_models(self, queryset: Any) -> Sequence[type[Page]]:
        return (Page,) if Page in self.types else self.types

    @property
    def _single_type(self) -> type[Page] | None:
        return self.types[0] if len(self.types) == 1 and self.types[0] is not Page else None

    def selection(self) -> Selection:
        """Return the fields that the ``fields`` parameter selects; with several types, only fields common to all.

        ``*`` selects all fields of one type, but with several types only those of every page, as in Wagtail API v2.
        """
        parsed = self.parsed_fields()
        single = self._single_type
        if single is not None:
            default = PageSerializer.mixed_list_default if self.model is Page else None
            return serializer_for(single).selection(parsed, detail=False, default=default)
        common = MixedPageSerializer.shape(detail=False)
        shapes = [common if model is Page else serializer_for(model).shape(detail=False) for model in self.types]
        return select(shapes, parsed, PageSerializer.mixed_list_default, everything=common)

    def items(self, rows: Sequence[Any]) -> list[Any]:
        if "search" in self.query:
            # Each search shows other words of a page.
            return self._items(rows)
        site = self.visibility.site
        texts = self.given()
        given = [f"{name}={texts.get(name, '')}" for name in ITEM_PARAMETERS]
        kind = "\n".join((str(site.pk if site else None), self.request.path, *given))
        return stored_parts(kind, [row.pk for row in rows], lambda places: self._items([rows[at] for at in places]))

    def _items(self, rows: Sequence[Any]) -> list[Any]:
        selection = self.selection()
        if self._is_common:
            return self.build([(MixedPageSerializer, rows)], selection)
        keys, types = [row.pk for row in rows], page_types() if Page in self.types else self.types
        pages: dict[type[Page], list[Page]] = defaultdict(list)
        for page in self.pages_with(keys, types, selection):
            pages[type(page)].append(page)
        built = self.build([(serializer_for(model), found) for model, found in pages.items()], selection)
        items = dict(zip((page.pk for found in pages.values() for page in found), built, strict=True))
        return [items.get(key) for key in keys]

    @property
    def _is_common(self) -> bool:
        """Whether the list has several types, and only fields that every page has."""
        common = MixedPageSerializer.shape(detail=False)
        return self._single_type is None and all(name in common for name in self.selection().names)
