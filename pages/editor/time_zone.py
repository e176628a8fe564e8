"""Middleware that makes the admin read and write times in the organization's time zone."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from pages.visibility.site_time_zone import default_site_time_zone, page_time_zone, site_time_zone

#: The names under which the admin's URL patterns have the key of the page, or of the page that a new one goes below.
PAGE_KEYS = ("page_id", "parent_page_id", "page_to_move_id", "pk")


class SiteTimeZoneMiddleware:
    """Lets the admin use the time zone of a site for everybody who has not chosen another in their account.

    That is the site to which the page or the settings belong, or else the default site. Wagtail itself would fall back
    to ``TIME_ZONE``, and asks the user's profile; only the profile of this request is told.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin_path = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, options: dict[str, Any]) -> None:
        """Give the zone to the user's profile before Wagtail's view asks for it."""
        if not request.path.startswith(self.admin_path) or not request.user.is_authenticated:
            return
        profile = getattr(request.user, "wagtail_userprofile", None) or UserProfile.get_for_user(request.user)
        zone = profile.current_time_zone or _zone_for(request, options)
        # The user is stored in the cache with each picture that they upload, so the profile must allow to be pickled.
        profile.get_current_time_zone = partial(str, zone)


def _zone_for(request: HttpRequest, options: dict[str, Any]) -> str:
    match = request.resolver_match
    namespaces = match.namespaces if match else []
    if "wagtailsettings" in namespaces and "pk" in options:
        return site_time_zone(options["pk"])
    if "wagtailadmin_pages" in namespaces or (match and (match.url_name or "").startswith("wagtailadmin_explore")):
        keys = [options[name] for name in PAGE_KEYS if name in options]
        page = Page.objects.filter(pk=keys[0]).first() if keys else None
        if page is not None:
            return page_time_zone(page)
    return default_site_time_zone()
