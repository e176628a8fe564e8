"""Pages: lists, details, and by path."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from api import parameters, values
from api.answers import build
from api.filters import EVENT_FILTERS, PAGE_FILTERS, POST_FILTERS, Filter
from api.pagination import LIMIT, OFFSET, ORDER, ordered, page_of
from api.parameters import Malformed, Parameter
from api.problems import InvalidParameters, ParameterError
from api.registry import PAGE_SERIALIZERS, page_model, page_type_names, serializer_for
from api.selection import parse_fields
from api.serializers.page import PageSerializer
from api.views.base import CROPS_PARAMETER, FIELDS, SiteView
from pages.models import EventPage, GuestBlogPost, OrganizationAbout

RICH_TEXT_FORMAT = Parameter("rich_text_format", parameters.one_of(["html"]), "How rich text is written.")


def _page_type(text: str) -> type[Page]:
    model = page_model(text)
    if model is None:
        nearest = ParameterError.unknown("type", text, page_type_names(), "type")
        raise Malformed(f"takes {', '.join(page_type_names())}", "unknown_type", nearest.did_you_mean)
    return model


TYPE = Parameter("type", parameters.items(_page_type), "Comma-separated page types, such as pages.EventPage.")
HTML_PATH = Parameter("html_path", parameters.words(2000), "A page's path on its frontend.")
ID = Parameter("id", parameters.integer(1, 10**18 - 1), "A page's id.")


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
        crops = self.query.get("crops", ())
        return build(serializer_class, pages, selection, self.visibility, crops=crops)

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


class PageListView(PageView):
    """A list of pages."""

    filters: ClassVar[Sequence[Filter]] = PAGE_FILTERS
    default_order: ClassVar[str] = "id"
    orders: ClassVar[Mapping[str, str]] = {
        "id": "pk",
        **{
            name: name
            for name in (
                "title",
                "slug",
                "show_in_menus",
                "seo_title",
                "search_description",
                "first_published_at",
                "last_published_at",
            )
        },
    }
    common_parameters = (FIELDS, LIMIT, OFFSET, ORDER, CROPS_PARAMETER, RICH_TEXT_FORMAT)

    def known_parameters(self) -> Mapping[str, Parameter]:
        own = (*self.common_parameters, *(filter.parameter for filter in self.filters))
        typed = (TYPE,) if self.model is Page else ()
        return {**super().known_parameters(), **{parameter.name: parameter for parameter in (*own, *typed)}}

    def get(self, request: Request) -> Response:
        """Answer with a page of the list."""
        types = [self.model] if self.model is not Page else self.query.get("type", [Page])
        single = types[0] if len(types) == 1 and types[0] is not Page else None
        serializer_class: type[PageSerializer] = serializer_for(single) if single else MixedPageSerializer
        default = PageSerializer.mixed_list_default if self.model is Page else None
        selection = serializer_class.selection(self.parsed_fields(), detail=False, default=default)
        queryset = self.queryset(single or Page)
        if single is None and Page not in types:
            queryset = queryset.type(tuple(types))
        for filter in self.filters:
            if filter.parameter.name in self.query:
                queryset = filter.apply(queryset, self.query[filter.parameter.name], self.visibility)
        if single:
            queryset = queryset.defer(*serializer_class.deferred_columns(selection))
        queryset = ordered(queryset, self.query.get("order"), self.default_order, self.orders)
        pages, total = page_of(queryset, self.query)
        items = self.build(serializer_class, pages, selection)
        return Response({"meta": {"total_count": total}, "items": items})


class PageDetailView(PageView):
    """One page by its id."""

    parameters = (FIELDS, CROPS_PARAMETER, RICH_TEXT_FORMAT)

    def get(self, request: Request, key: int) -> Response:
        """Answer with the page."""
        return self.detail(key)


class PageFindView(PageView):
    """One page by its path on the frontend, or by its id: 200 with the page itself."""

    parameters = (FIELDS, CROPS_PARAMETER, RICH_TEXT_FORMAT, HTML_PATH, ID)

    def get(self, request: Request) -> Response:
        """Answer with the page."""
        if "id" in self.query:
            return self.detail(self.query["id"])
        if "html_path" not in self.query:
            detail = "find takes html_path or id."
            raise InvalidParameters([ParameterError("html_path", "missing", detail)])
        return self.detail(self._key(self.query["html_path"]))

    def _key(self, html_path: str) -> int:
        wanted = "/" + html_path.strip("/") + "/" if html_path.strip("/") else "/"
        for root in self.visibility.paths.roots:
            prefix = root.html_path(root_page := Page(url_path=root.url_path))
            if wanted.startswith(prefix):
                url_path = root_page.url_path + wanted[len(prefix) :]
                found = self.queryset(self.model).filter(url_path=url_path, path__startswith=root.tree_path)
                key = found.values_list("pk", flat=True).first()
                if key is not None:
                    return int(key)
        raise Http404


class PostListView(PageListView):
    """Posts, newest first."""

    model = GuestBlogPost
    filters = POST_FILTERS
    default_order = "-published_on"
    orders = {
        **PageListView.orders,
        "published_on": "published_on",
        "updated_on": "updated_on",
        "reading_time_minutes": "reading_time_minutes",
    }


class PostDetailView(PageDetailView):
    """One post by its id."""

    model = GuestBlogPost


class PostFindView(PageFindView):
    """One post by its path."""

    model = GuestBlogPost


class EventListView(PageListView):
    """Events in the order in which they start."""

    model = EventPage
    filters = EVENT_FILTERS
    default_order = "starts_at"
    orders = {
        **PageListView.orders,
        **{name: name for name in ("starts_at", "ends_at", "status", "attendance_mode", "all_day")},
    }


class EventDetailView(PageDetailView):
    """One event by its id."""

    model = EventPage


class EventFindView(PageFindView):
    """One event by its path."""

    model = EventPage


class OrganizationView(PageView):
    """The site's one page about the organisation."""

    model = OrganizationAbout
    parameters = (FIELDS, CROPS_PARAMETER, RICH_TEXT_FORMAT)

    def get(self, request: Request) -> Response:
        """Answer with the page."""
        key = self.queryset(OrganizationAbout).order_by("path").values_list("pk", flat=True).first()
        if key is None:
            raise Http404
        return self.detail(key)
