"""Redirects."""

from typing import Any

from rest_framework.fields import BooleanField, CharField, IntegerField
from wagtail.contrib.redirects.models import Redirect

from api.formats.links import detail_url
from api.serializers.base import ContractSerializer


class RedirectSerializer(ContractSerializer):
    """A redirect from an old path to a path on the same site or to an absolute URL."""

    id = IntegerField()
    type = CharField()
    detail_url = CharField()
    old_path = CharField()
    location = CharField()
    is_permanent = BooleanField()

    meta_names = ("type", "detail_url")

    def get_type(self, redirect: Redirect) -> str:
        return str(redirect._meta.label)

    def get_detail_url(self, redirect: Redirect) -> str:
        return detail_url("redirects", redirect.pk)

    def collect_location(self, redirect: Redirect) -> None:
        self.related_objects.want("pages", redirect.redirect_page_id)

    def get_location(self, redirect: Redirect) -> Any:
        page = self.related_objects.pages.get(redirect.redirect_page_id or 0)
        if page is None:
            return redirect.redirect_link
        route = redirect.redirect_page_route_path
        return page.html_path.rstrip("/") + route if route else page.html_path
