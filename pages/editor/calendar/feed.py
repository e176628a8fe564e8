"""The editors' calendar as a file (iCalendar), under an address that only its user knows."""

import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Event

from pages.accounts.calendar_address import CalendarAddress
from pages.calendars.calendar_file import CALENDAR_TYPE, calendar_file
from pages.calendars.event_times import add_times, in_utc
from pages.editor.calendar.entries import entries_of
from pages.editor.calendar.entry import Entry, Kind, Span
from pages.editor.calendar.views import address_url
from pages.models.event_page import EventPage
from pages.visibility.site_time_zone import default_site_time_zone

#: How far the file goes back and ahead.
BEFORE, AHEAD = datetime.timedelta(days=365), datetime.timedelta(days=5 * 365)
#: Nobody but the user's program may keep the file, and no search engine may list it.
HEADERS = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Content-Disposition": 'inline; filename="calendar.ics"',
}


@require_safe
def editors_calendar(request: HttpRequest, user_id: int, token: str) -> HttpResponse:
    """Return what the user of the address sees in the calendar of the admin, from a year ago to five years ahead.

    It is 404 for an address that was never given, was replaced or taken away, and for a user who may no longer sign in.
    """
    address = CalendarAddress.objects.select_related("user").filter(user_id=user_id).first()
    if address is None or not address.is_opened_by(token) or not _may_enter(address.user):
        raise Http404
    zone = ZoneInfo(default_site_time_zone())
    now = timezone.now()
    today = now.astimezone(zone).date()
    entries = entries_of(address.user, Span(today - BEFORE, today + AHEAD, zone))
    body = calendar_file(
        [_component(entry, now) for entry in entries],
        title="Website: events and schedule",
        url=f"{_origin()}{reverse('pages_calendar')}",
        source_url=address_url(address),
        updated=now,
    )
    return HttpResponse(body, content_type=CALENDAR_TYPE, headers=HEADERS)


def _may_enter(user: Any) -> bool:
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def _origin() -> str:
    origin: str = settings.CMS_BASE_URL
    return origin.rstrip("/")


def _component(entry: Entry, now: datetime.datetime) -> Event:
    component, source = Event(), entry.source
    host = urlsplit(_origin()).hostname or "localhost"
    component.add("UID", f"{entry.kind}-{source._meta.label_lower}-{source.pk}@{host}")
    component.add("DTSTAMP", in_utc(now))
    component.add("CLASS", "PRIVATE")
    title = f"{entry.label}: {entry.title}" if entry.label else entry.title
    component.add("SUMMARY", f"{title} ({', '.join(entry.notes)})" if entry.notes else title)
    component.add("URL", f"{_origin()}{entry.edit_url}")
    component.add("DESCRIPTION", f"{_origin()}{entry.edit_url}")
    if entry.kind is not Kind.EVENT:
        # An instant, at which nobody is busy.
        component.add("DTSTART", in_utc(entry.starts_at or now))
        component.add("TRANSP", "TRANSPARENT")
    elif entry.starts_at is None:
        component.add("DTSTART", entry.first)
        component.add("DTEND", entry.last + datetime.timedelta(days=1))
        component.add("STATUS", _status(source))
    else:
        add_times(component, source)
        component.add("STATUS", _status(source))
    return component


def _status(event: EventPage) -> str:
    if event.status == EventPage.Status.CANCELLED:
        return "CANCELLED"
    return "CONFIRMED" if event.live else "TENTATIVE"
