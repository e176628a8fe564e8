"""Pages: lists, details, and by path."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import unquote

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from api import parameters, values
from api.answers import build
from api.columns import (
    ID,
    Column,
    boolean_column,
    choice_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from api.filters import AUTHOR, FROM, HOST, PHASE, SPEAKER, SUBJECTS, TO, TREE, Filter, check_range
from api.parameters import Malformed, Parameter
from api.problems import InvalidParameters, ParameterError
from api.registry import PAGE_SERIALIZERS, page_model, page_type_names, serializer_for
from api.rich_text import RICH_TEXT_FORMATS
from api.selection import parse_fields
from api.serializers.page import PageSerializer
from api.views.base import CROPS_PARAMETER, FIELDS, SiteView
from api.views.lists import ListView
from pages.models import EventPage, GuestBlogPost, OrganizationAbout

RICH_TEXT_FORMAT = Parameter("rich_text_format", parameters.one_of(RICH_TEXT_FORMATS), "How rich text is written.")


def _page_type(text: str) -> type[Page]:
    model = page_model(text)
    if model is None:
        nearest = ParameterError.unknown("type", text, page_type_names(), "type")
        raise Malformed(f"takes {', '.join(page_type_names())}", "unknown_type", nearest.did_you_mean)
    return model


TYPE = Parameter("type", parameters.items(_page_type), "Comma-separated page types, such as pages.EventPage.")
HTML_PATH = Parameter("html_path", parameters.words(2000), "A page's path on its frontend.")
KEY = Parameter("id", parameters.integer(1, 10**18 - 1), "A page's id.")
DETAIL_PARAMETERS = (FIELDS, CROPS_PARAMETER, RICH_TEXT_FORMAT)


class MixedPageSerializer(PageSerializer):
    """Pages of several types in one list: what they have in common, and their cards."""

    def collect_listing(self, page: Page) -> None:
        self.references.want("pages", page.pk)

    def get_listing(self, page: Page) -> dict[str, Any]:
        linked = self.references.pages.get(page.pk)
        if linked is None:  # taken down since the list was read
            return {"kicker": "", "title": page.title, "summary": "", "image": None, "date": None}
        return values.listing(self.references, linked)

    def collect_seo(self, page: Page) -> None:
        self.references.want("pages", page.pk)

    def get_seo(self, page: Page) -> dict[str, Any]:
        linked = self.references.pages.get(page.pk)
        if linked is None:  # taken down since the list was read
            return {"title": page.title, "description": "", "canonical_url": None, "robots": "noindex", "image": None}
        return self._seo(page, linked, linked.image_id, linked.summary)


class PageView(SiteView):
    """What lists and details of pages share. ``model`` limits the view to one page type."""

    model: ClassVar[type[Page]] = Page

    def queryset(self, model: type[Page]) -> Any:
        """Return the public pages of a type; none where no site is asked about."""
        if self.visibility.site is None:
            return model.objects.none()
        served = model.objects.select_related("locale")
        if model is Page:
            served = served.type(tuple(PAGE_SERIALIZERS))
        return self.visibility.pages(served)

    def build(self, serializer_class: type[PageSerializer], pages: Sequence[Page], selection: Any) -> list[Any]:
        """Return the selected fields of pages of one type."""
        return build(
            serializer_class,
            pages,
            selection,
            self.visibility,
            crops=self.query.get("crops", ()),
            rich_text_format=self.query.get("rich_text_format", "html"),
        )

    def parsed_fields(self) -> Any:
        """Return the parsed ``fields`` parameter, or ``None``."""
        fields = self.query.get("fields")
        return parse_fields(fields) if fields else None

    def detail(self, key: int) -> Response:
        """Answer with one page. Raises ``Http404`` unless it is public."""
        model = self.model
        if model is Page:
            page = self.queryset(Page).filter(pk=key).first()
            if page is None:
                raise Http404
            model = page.cached_content_type.model_class()
        serializer_class = serializer_for(model)
        selection = serializer_class.selection(self.parsed_fields(), detail=True)
        page = self.queryset(model).defer(*serializer_class.deferred_columns(selection)).filter(pk=key).first()
        if page is None:
            raise Http404
        return Response(self.build(serializer_class, [page], selection)[0])


PAGE_COLUMNS = (
    ID,
    text_column("title"),
    text_column("slug"),
    boolean_column("show_in_menus"),
    text_column("seo_title"),
    text_column("search_description"),
    instant_column("first_published_at"),
    instant_column("last_published_at"),
)


class PageListView(ListView, PageView):
    """A list of pages."""

    columns: ClassVar[Sequence[Column]] = PAGE_COLUMNS
    filters: ClassVar[Sequence[Filter]] = TREE
    list_parameters = (*ListView.list_parameters, RICH_TEXT_FORMAT)

    def known_parameters(self) -> Mapping[str, Parameter]:
        typed = {TYPE.name: TYPE} if self.model is Page else {}
        return {**super().known_parameters(), **typed}

    @property
    def types(self) -> list[type[Page]]:
        """The page types that the list may hold."""
        return self.query.get("type", [Page]) if self.model is Page else [self.model]

    @property
    def single_type(self) -> type[Page] | None:
        """The one type of the list's pages, or ``None`` for a list that mixes them."""
        return self.types[0] if len(self.types) == 1 and self.types[0] is not Page else None

    def candidates(self) -> Any:
        single = self.single_type
        if single is not None:
            serializer_class, selection = self._shown()
            return self.queryset(single).defer(*serializer_class.deferred_columns(selection))
        pages = self.queryset(Page)
        return pages if Page in self.types else pages.type(tuple(self.types))

    def _shown(self) -> tuple[type[PageSerializer], Any]:
        single = self.single_type
        serializer_class: type[PageSerializer] = serializer_for(single) if single else MixedPageSerializer
        default = PageSerializer.mixed_list_default if self.model is Page else None
        return serializer_class, serializer_class.selection(self.parsed_fields(), detail=False, default=default)

    def items(self, rows: Sequence[Any]) -> list[Any]:
        serializer_class, selection = self._shown()
        return self.build(serializer_class, rows, selection)


class PageDetailView(PageView):
    """One page by its id."""

    parameters = DETAIL_PARAMETERS

    def get(self, request: Request, key: int) -> Response:
        """Answer with the page."""
        return self.detail(key)


class PageFindView(PageView):
    """One page by its path on the frontend, or by its id: 200 with the page itself."""

    parameters = (*DETAIL_PARAMETERS, HTML_PATH, KEY)

    def get(self, request: Request) -> Response:
        """Answer with the page."""
        if "id" in self.query:
            return self.detail(self.query["id"])
        if "html_path" not in self.query:
            detail = "find takes html_path or id."
            raise InvalidParameters([ParameterError("html_path", "missing", detail)])
        return self.detail(self._key(self.query["html_path"]))

    def _key(self, html_path: str) -> int:
        path = unquote(html_path).strip("/")
        wanted = f"/{path}/" if path else "/"
        for root in self.visibility.paths.own_roots:
            prefix = root.html_path(Page(url_path=root.url_path))
            if wanted.startswith(prefix):
                url_path = root.url_path + wanted[len(prefix) :]
                found = self.queryset(self.model).filter(url_path=url_path, path__startswith=root.tree_path)
                key = found.values_list("pk", flat=True).first()
                if key is not None:
                    return int(key)
        raise Http404


class PostListView(PageListView):
    """Posts, newest first."""

    model = GuestBlogPost
    columns = (
        *PAGE_COLUMNS,
        date_column("published_on"),
        date_column("updated_on"),
        integer_column("reading_time_minutes"),
    )
    filters = (*TREE, *SUBJECTS, AUTHOR)
    default_order = "-published_on"


class PostDetailView(PageDetailView):
    """One post by its id."""

    model = GuestBlogPost


class PostFindView(PageFindView):
    """One post by its path."""

    model = GuestBlogPost


class EventListView(PageListView):
    """Events in the order in which they start. There is no hidden window: past events are listed too."""

    model = EventPage
    columns = (
        *PAGE_COLUMNS,
        instant_column("starts_at"),
        instant_column("ends_at"),
        choice_column("status", EventPage.Status.values),
        choice_column("attendance_mode", EventPage.AttendanceMode.values),
        boolean_column("all_day"),
    )
    filters = (*TREE, *SUBJECTS, PHASE, FROM, TO, SPEAKER, HOST)
    default_order = "starts_at"

    def filtered(self, queryset: Any) -> Any:
        check_range(self.query)
        return super().filtered(queryset)


class EventDetailView(PageDetailView):
    """One event by its id."""

    model = EventPage


class EventFindView(PageFindView):
    """One event by its path."""

    model = EventPage


class OrganizationView(PageView):
    """The site's one page about the organisation."""

    model = OrganizationAbout
    parameters = DETAIL_PARAMETERS

    def get(self, request: Request) -> Response:
        """Answer with the page."""
        key = self.queryset(OrganizationAbout).order_by("path").values_list("pk", flat=True).first()
        if key is None:
            raise Http404
        return self.detail(key)
