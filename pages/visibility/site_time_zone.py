"""The time zone of a site, which its editors' dates and times are in."""

from django.apps import apps
from django.conf import settings
from wagtail.models import Page, Site

from pages.fields.wall_clock import known_time_zones
from pages.visibility.paths import SitePaths


def site_time_zone(site_id: int | None) -> str:
    """Return the name of the time zone in a site's settings, or that of the installation if it has none."""
    stored = apps.get_model("pages", "SiteSettings").objects.filter(site_id=site_id).values_list("time_zone", flat=True)
    name = stored.first() if site_id is not None else None
    return name if name in known_time_zones() else settings.TIME_ZONE


def default_site_time_zone() -> str:
    """Return the name of the time zone of the default site, where there is no page that belongs to another."""
    return site_time_zone(Site.objects.filter(is_default_site=True).values_list("pk", flat=True).first())


def page_time_zone(page: Page) -> str:
    """Return the name of the time zone of the site that serves ``page``, or else of the default site."""
    root = SitePaths().root_of(page)
    return site_time_zone(root.site_id) if root else default_site_time_zone()
