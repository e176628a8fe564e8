"""Addresses for tests that compare: Wagtail API v2 itself, beside everything that the project serves.

``/plain/`` is Wagtail API v2 as it comes, told only which fields of the page types to expose. ``/stock/`` is the same
with those of the deliberate differences (``tests.api.differences``) that decide which rows a list holds and in which
order: counts, limits and offsets can then be compared as they are.
"""

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import include, path
from django.utils import timezone
from wagtail import urls as wagtail_urls
from wagtail.api import APIField
from wagtail.api.querysets import get_public_pages_queryset
from wagtail.api.v2.filters import OrderingFilter
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.contrib.redirects.api.v2 import RedirectsAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page, Site

from cms.urls import urlpatterns as project_urlpatterns
from pages.models import EventPage, GuestBlogPost

#: The fields that a project on Wagtail API v2 would name in ``api_fields``; those that both APIs give alike.
TYPE_FIELDS: dict[type[Page], list[str]] = {
    GuestBlogPost: ["published_on", "updated_on", "reading_time_minutes", "word_count", "tags", "feature_image"],
    EventPage: ["starts_at", "ends_at", "status", "attendance_mode", "all_day", "tags"],
}


class PlainPages(PagesAPIViewSet):
    """Wagtail API v2 with the fields of this project's types."""

    #: Fields of posts that ours gives in another way.
    further_fields = ["intro"]

    @classmethod
    def get_body_fields(cls, model: type[Page]) -> list[APIField]:
        further = cls.further_fields if model is GuestBlogPost else []
        return [*super().get_body_fields(model), *map(APIField, [*TYPE_FIELDS.get(model, ()), *further])]

    @classmethod
    def get_meta_fields(cls, model: type[Page]) -> list[APIField]:
        return [*super().get_meta_fields(model), APIField("last_published_at")]


class SettledOrder(OrderingFilter):
    """Difference “Order”: null comes last either way, and rows with equal values are in the order of their ids."""

    def filter_queryset(self, request: HttpRequest, queryset: Any, view: Any) -> Any:
        queryset = super().filter_queryset(request, queryset, view)
        names = queryset.query.order_by
        if not request.GET.get("order") or "?" in names:
            return queryset
        terms = [
            F(name[1:]).desc(nulls_last=True) if name.startswith("-") else F(name).asc(nulls_last=True)
            for name in names
        ]
        return queryset.order_by(*terms, "pk")


def with_settled_order(backends: list[type]) -> list[type]:
    return [SettledOrder if backend is OrderingFilter else backend for backend in backends]


class StockPages(PlainPages):
    """Wagtail API v2 with the differences “Expired pages”, “Order” and “Root”."""

    further_fields: list[str] = []
    filter_backends = with_settled_order(PlainPages.filter_backends)

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))

    def get_root_page(self) -> Any:
        asked = SiteFilterValidator(site=self.request.GET.get("site"), request=self.request)
        return asked.site_obj.root_page


class StockImages(ImagesAPIViewSet):
    """Wagtail API v2 with the difference “Order”."""

    filter_backends = with_settled_order(ImagesAPIViewSet.filter_backends)


class StockDocuments(DocumentsAPIViewSet):
    """Wagtail API v2 with the difference “Order”."""

    filter_backends = with_settled_order(DocumentsAPIViewSet.filter_backends)


class StockRedirects(RedirectsAPIViewSet):
    """Wagtail API v2 with the differences “Order” and “Redirects”."""

    filter_backends = with_settled_order(RedirectsAPIViewSet.filter_backends)

    def get_queryset(self) -> Any:
        own = super().get_queryset().filter(Q(site=None) | Q(site=Site.find_for_request(self.request)))
        return own.filter(Q(redirect_page=None) | Q(redirect_page__in=get_public_pages_queryset(self.request)))


plain = WagtailAPIRouter("plain")
plain.register_endpoint("pages", PlainPages)
plain.register_endpoint("images", ImagesAPIViewSet)
plain.register_endpoint("documents", DocumentsAPIViewSet)
plain.register_endpoint("redirects", RedirectsAPIViewSet)

stock = WagtailAPIRouter("stock")
stock.register_endpoint("pages", StockPages)
stock.register_endpoint("images", StockImages)
stock.register_endpoint("documents", StockDocuments)
stock.register_endpoint("redirects", StockRedirects)

urlpatterns = [
    path("plain/", plain.urls),
    path("stock/", stock.urls),
    # Without Wagtail's own catch-all, which must have the language prefixes that it has in a site of several languages.
    *project_urlpatterns[:-1],
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False),
]
