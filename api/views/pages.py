"""Pages: details, and lookup by path."""

import functools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from api.building.build import build_kinds, shown
from api.lists.page_type import TYPE
from api.loading.page_queries import Deferred, read_whole_pages
from api.registry.page_types import page_types, serializer_for
from api.requests import parameters
from api.requests.parameters import Group, Parameter
from api.requests.problems import InvalidParameters, ParameterError
from api.requests.selection import Selection, parse_fields
from api.schema.components import Components, Schema
from api.serializers.page import PageSerializer
from api.tags.dependencies import depend_on_path
from api.views.base import CROPS_PARAMETER, FIELDS, IMAGES, RICH_TEXT_FORMAT, SiteView
from api.views.find import FindView
from pages.visibility.visibility import Visibility

HTML_PATH = Parameter("html_path", parameters.bounded_path(), "A page's path on its frontend.", group=Group.SUBJECT)
PAGE_ID = Parameter("id", parameters.parse_key, "A page's id.", group=Group.SUBJECT)
OF_TYPE = replace(TYPE, description="Page types, such as pages.EventPage: a page of any other is 404.")
DETAIL_PARAMETERS = (FIELDS, CROPS_PARAMETER, IMAGES, RICH_TEXT_FORMAT)


class PageView(SiteView):
    """The base class of lists and details of pages. ``model`` limits the view to one page type."""

    model: ClassVar[type[Page]] = Page
    one = "page"
    is_stored = True

    def queryset(self, model: type[Page], visibility: Visibility | None = None) -> Any:
        """Return the public pages of a type, as the view's visibility or another says; none without a site."""
        visibility = visibility or self.visibility
        if visibility.site is None:
            return model.objects.none()
        served = model.objects.all()
        if model is Page:
            served = served.type(tuple(page_types()))
        return visibility.pages(served)

    def build(
        self, kinds: Sequence[tuple[type[PageSerializer], Sequence[Page]]], selection: Selection
    ) -> list[dict[str, Any] | None]:
        """Return the selected fields of pages, one serializer after the other."""
        return build_kinds(kinds, selection, self.visibility, **self.build_options())

    def response_schema(self, components: Components) -> Schema:
        if self.model is Page:
            return components.pages()
        return components.page_detail(self.model)

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

    def pages_with(self, keys: Sequence[int], types: Iterable[type[Page]], selection: Selection) -> list[Page]:
        """Return the public pages of some types with these keys, in their order, with the columns of the selection."""
        deferred = {model: serializer_for(model).deferred_columns(selection) for model in types}
        pages = {page.pk: page for page in read_whole_pages(self.visibility, deferred, keys=keys)}
        return [pages[key] for key in keys if key in pages]

    def page_at(self, html_path: str) -> Page | None:
        """Return the public page at a path of the frontend, with the columns that the selected fields need."""
        depend_on_path(self.visibility.site, html_path)
        found = self.visibility.paths.find(html_path, lambda url_paths: self.whole_pages(url_paths=url_paths))
        return found[1] if found else None

    def detail_of(self, page: Page | None) -> Response:
        """Return the response with a page that is already loaded.

        Raises ``Http404`` if it is ``None``, or of another type than the query names.
        """
        if page is None or not isinstance(page, tuple(self.query.get(TYPE.name, (Page,)))):
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


class PageDetailView(PageView):
    """One page by its id."""

    parameters = (*DETAIL_PARAMETERS, OF_TYPE)

    def get(self, request: Request, key: int) -> Response:
        """Return the page."""
        return self.detail(key)


class PageFindView(FindView, PageView):
    """One page by its path on the frontend, or by its id: 200 with the page itself."""

    parameters = (*DETAIL_PARAMETERS, OF_TYPE, HTML_PATH, PAGE_ID)

    def get(self, request: Request) -> Response:
        """Return the page."""
        if "html_path" in self.query:
            page = self.page_at(self.query["html_path"])
            return self.located(self.detail_of(page), page.pk if page else None)
        if "id" not in self.query:
            detail = "find takes html_path or id."
            raise InvalidParameters([ParameterError("html_path", "missing", detail)])
        return self.located(self.detail(self.query["id"]), self.query["id"])
