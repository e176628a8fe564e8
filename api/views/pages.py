"""Pages: lists, details, and lookup by path."""

import functools
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from api.building.build import build_kinds, shown
from api.lists.columns import Column
from api.lists.filters import Filter
from api.lists.filterset import COMMON, FilterSet, shared_filterset
from api.lists.ordering import Order, Term
from api.loading.page_queries import Deferred, read_whole_pages
from api.registry.page_types import in_order, page_model, page_type_names, page_types, serializer_for, type_of_content
from api.requests import parameters
from api.requests.parameters import Malformed, Parameter, parse_query
from api.requests.problems import InvalidParameters, ParameterError
from api.requests.selection import Selection, parse_fields, select
from api.schema.components import Components, Schema
from api.serializers.mixed_page import MixedPageSerializer
from api.serializers.page import PageSerializer
from api.tags.dependencies import depend_on_path
from api.views.base import CROPS_PARAMETER, FIELDS, RICH_TEXT_FORMAT, SiteView
from api.views.lists import ListView


@parameters.takes(type="string", enum=page_type_names())
def parse_page_type(text: str) -> type[Page]:
    """Return the page type with a name. Raises ``Malformed`` if there is none."""
    model = page_model(text)
    if model is None:
        nearest = ParameterError.unknown("type", text, page_type_names(), "type")
        raise Malformed(f"takes {', '.join(page_type_names())}", "unknown_type", nearest.did_you_mean)
    return model


TYPE = Parameter("type", parameters.list_of(parse_page_type), "Comma-separated page types, such as pages.EventPage.")
HTML_PATH = Parameter("html_path", parameters.bounded_path(), "A page's path on its frontend.")
PAGE_ID = Parameter("id", parameters.parse_key, "A page's id.")
DETAIL_PARAMETERS = (FIELDS, CROPS_PARAMETER, RICH_TEXT_FORMAT)


class TreeOrder(Order):
    """The order of the page tree: parents before children, siblings as editors arranged them."""

    def apply(self, queryset: QuerySet[Any], backward: bool = False) -> QuerySet[Any]:
        # The redundant filter by type lets the database use the index of each type's pages in tree order.
        pages: Any = queryset
        return super().apply(queryset if queryset.model is Page else pages.type(queryset.model), backward)


TREE_ORDER = TreeOrder((Term("path"),))


class PageView(SiteView):
    """The base class of lists and details of pages. ``model`` limits the view to one page type."""

    model: ClassVar[type[Page]] = Page
    is_stored = True

    def queryset(self, model: type[Page]) -> Any:
        """Return the public pages of a type; none if there is no requested site."""
        if self.visibility.site is None:
            return model.objects.none()
        served = model.objects.all()
        if model is Page:
            served = served.type(tuple(page_types()))
        return self.visibility.pages(served)

    def build(
        self, kinds: Sequence[tuple[type[PageSerializer], Sequence[Page]]], selection: Selection
    ) -> list[dict[str, Any] | None]:
        """Return the selected fields of pages, one serializer after the other."""
        return build_kinds(kinds, selection, self.visibility, **self.build_options())

    def response_schema(self, components: Components) -> Schema:
        if self.model is Page:
            return components.pages()
        return components.page_detail(self.model)

    def shown(self, model: type[Page], selection: Selection) -> Any:
        """Return the public pages of a type, with the columns that the selected fields need."""
        return self.queryset(model).defer(*serializer_for(model).deferred_columns(selection))

    def detail(self, key: int) -> Response:
        """Return the response with one page. Raises ``Http404`` unless the page is public."""
        return self.detail_of(next(iter(self.whole_pages(keys=[key])), None))

    def whole_pages(self, **where: Any) -> list[Page]:
        """Return the public pages that ``read_whole_pages`` finds, with the columns that the selected fields need."""
        parsed = self.parsed_fields()
        if self.visibility.site is None:
            return []
        if self.model is not Page:
            # Before the query, so that an invalid ``fields`` is 400 whether or not the page exists.
            serializer_for(self.model).selection(parsed, detail=True)
        models = tuple(page_types()) if self.model is Page else (self.model,)
        return read_whole_pages(self.visibility, _deferred(models, self.query.get(FIELDS.name) or ""), **where)

    def page_at(self, html_path: str) -> Page | None:
        """Return the public page at a path of the frontend, with the columns that the selected fields need."""
        depend_on_path(self.visibility.site, html_path)
        found = self.visibility.paths.find(html_path, lambda url_paths: self.whole_pages(url_paths=url_paths))
        return found[1] if found else None

    def detail_of(self, page: Page | None) -> Response:
        """Return the response with a page that is already loaded. Raises ``Http404`` if it is ``None``."""
        if page is None:
            raise Http404
        serializer_class = serializer_for(page)
        selection = serializer_class.selection(self.parsed_fields(), detail=True)
        return Response(shown(self.build([(serializer_class, [page])], selection)))


@functools.lru_cache(maxsize=256)
def _deferred(models: Sequence[type[Page]], fields: str) -> Deferred:
    """Return the columns, by page type, that a detail with these fields does not need."""
    return {model: _unneeded(serializer_for(model), fields) for model in models}


def _unneeded(serializer_class: type[PageSerializer], fields: str) -> Collection[str]:
    try:
        selection = serializer_class.selection(parse_fields(fields) if fields else None, detail=True)
    except InvalidParameters:
        # Pages of a type without these fields are never shown.
        return list(serializer_class.heavy_columns)
    return serializer_class.deferred_columns(selection)


class PageListView(ListView, PageView):
    """A list of pages. Its types determine its filters and orders."""

    default_order: ClassVar[str | Order] = TREE_ORDER
    ties = ("first_published_at",)
    searchable = True
    list_parameters = (*ListView.list_parameters, RICH_TEXT_FORMAT)
    further_statuses = ()
    _named_types: Sequence[type[Page]] = ()

    def response_schema(self, components: Components) -> Schema:
        if self.model is Page:
            return components.listing(components.mixed_page(), "Page")
        return components.listing(components.page_list_item(self.model), self.model.__name__)

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
        if self._single_type is not None:
            return self.shown(self._single_type, self.selection())
        pages = self.queryset(Page)
        return pages if Page in self.types else pages.type(tuple(self.types))

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
        selection = self.selection()
        if self._single_type is not None:
            return self.build([(serializer_for(self._single_type), rows)], selection)
        if all(name in MixedPageSerializer.shape(detail=False) for name in selection.names):
            return self.build([(MixedPageSerializer, rows)], selection)
        return self._items_by_type(rows, selection)

    def _items_by_type(self, rows: Sequence[Page], selection: Selection) -> list[Any]:
        """Return the rows, in their order, with fields that ``Page`` does not have."""
        keys: dict[type[Page], list[int]] = defaultdict(list)
        for row in rows:
            model = type_of_content(row.content_type_id)
            if model is not None:
                keys[model].append(row.pk)
        pages = {model: list(self.shown(model, selection).filter(pk__in=found)) for model, found in keys.items()}
        built = self.build([(serializer_for(model), found) for model, found in pages.items()], selection)
        items = dict(zip((page.pk for found in pages.values() for page in found), built, strict=True))
        return [items.get(row.pk) for row in rows]


class PageDetailView(PageView):
    """One page by its id."""

    parameters = DETAIL_PARAMETERS

    def get(self, request: Request, key: int) -> Response:
        """Return the page."""
        return self.detail(key)


class PageFindView(PageView):
    """One page by its path on the frontend, or by its id: 200 with the page itself."""

    parameters = (*DETAIL_PARAMETERS, HTML_PATH, PAGE_ID)

    def get(self, request: Request) -> Response:
        """Return the page."""
        if "html_path" in self.query:
            return self.detail_of(self.page_at(self.query["html_path"]))
        if "id" not in self.query:
            detail = "find takes html_path or id."
            raise InvalidParameters([ParameterError("html_path", "missing", detail)])
        return self.detail(self.query["id"])
