"""The time zone of a site, and the calendar day there."""

import datetime
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from pages.visibility.paths import SitePaths


def site_time_zone(page: Page) -> str:
    """Return the name of the time zone of the page's site: that of its settings, or the one of this installation."""
    root = SitePaths().root_of(page)
    site_settings = apps.get_model("pages", "SiteSettings").objects
    found = site_settings.filter(site_id=root.site_id) if root else site_settings.filter(site__is_default_site=True)
    return found.values_list("time_zone", flat=True).first() or settings.TIME_ZONE


def day_at(page: Page, instant: datetime.datetime | None = None) -> datetime.date:
    """Return the calendar day at an instant (default: now) in the time zone of the page's site."""
    return timezone.localdate(instant or timezone.now(), ZoneInfo(site_time_zone(page)))
