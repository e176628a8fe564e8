"""The calendar day of a site."""

import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from wagtail.models import Page

from pages.visibility.site_time_zone import page_time_zone


def day_at(page: Page, instant: datetime.datetime | None = None) -> datetime.date:
    """Return the calendar day at an instant (default: now) in the time zone of the page's site."""
    return timezone.localdate(instant or timezone.now(), ZoneInfo(page_time_zone(page)))
