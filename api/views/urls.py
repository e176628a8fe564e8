"""The URLs of all pages of a site, for static builds and sitemaps."""

from typing import Any

from wagtail.models import Page

from api.lists.columns import ID, Column, parse_instant
from api.lists.filters import LOCALE, Filter
from api.lists.pagination import PAGINATION
from api.registry.page_types import page_types
from api.serializers.url import URL_COLUMNS, UrlSerializer
from api.views.base import FIELDS, SiteView
from api.views.objects import ObjectListView
from api.views.pages import TYPE

LASTMOD = Column("lastmod", parse_instant, "last_published_at")
OF_TYPE = Filter(TYPE, lambda queryset, models, _: queryset if Page in models else queryset.type(tuple(models)))


class UrlListView(SiteView, ObjectListView):
    """The URLs of all public pages, in an order that editing does not change, so that pagination misses none."""

    columns = (ID, LASTMOD)
    filters = (LOCALE, OF_TYPE)
    serializer_class = UrlSerializer
    component_name = "Url"
    list_parameters = (FIELDS, *PAGINATION)

    def candidates(self) -> Any:
        if self.visibility.site is None:
            return Page.objects.none()
        pages = self.visibility.pages(Page.objects.type(tuple(page_types())))
        return pages.only(*URL_COLUMNS)
