"""Events as entries of the editors' calendar."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.urls import reverse

from pages.editor.calendar.entry import Entry, Kind, Span
from pages.editor.visible_pages import visible_pages
from pages.models.event_page import EventPage
from pages.series.places import PlaceInSeries, places_in_series

#: A day begins and ends at another instant in another time zone.
_DAY = datetime.timedelta(days=1)
_MOMENT = datetime.timedelta(microseconds=1)
#: The most events that a calendar shows, and the most that have been put off.
MOST_EVENTS, MOST_POSTPONED = 1000, 50


def event_entries(user: Any, span: Span) -> list[Entry]:
    """Return the events of a span that the user may see, drafts included. Postponed events have no date."""
    begins = Q(start_date__lte=span.last + _DAY)
    ends = Q(end_date__gte=span.first - _DAY) | Q(end_date__isnull=True, start_date__gte=span.first - _DAY)
    dated = _visible_events(user).exclude(status=EventPage.Status.POSTPONED).filter(begins, ends)
    events = list(dated.order_by("start_date", "pk")[:MOST_EVENTS])
    places = places_in_series(events)
    entries = (_entry(event, span.zone, places.get(event.pk)) for event in events)
    return [entry for entry in entries if entry.first <= span.last and entry.last >= span.first]


def postponed_events(user: Any) -> list[EventPage]:
    """Return the postponed events that the user may see, the last published first."""
    postponed = _visible_events(user).filter(status=EventPage.Status.POSTPONED)
    return list(postponed.order_by("-latest_revision_created_at", "-pk")[:MOST_POSTPONED])


def _visible_events(user: Any) -> QuerySet[EventPage]:
    return EventPage.objects.filter(pk__in=visible_pages(user).values("pk")).defer_streamfields()


def _entry(event: EventPage, zone: ZoneInfo, place: PlaceInSeries | None) -> Entry:
    event.derive_instants()
    first, last = event.start_date, event.last_date
    starts_at = event.starts_at.astimezone(zone) if event.starts_at and not event.all_day else None
    if starts_at:
        # What ends at midnight is over with the day before.
        ends_at = (event.ends_at - _MOMENT).astimezone(zone) if event.ends_at else starts_at
        first, last = starts_at.date(), max(starts_at, ends_at).date()
    notes = [] if event.status == EventPage.Status.SCHEDULED else [str(event.get_status_display())]
    if not event.live:
        notes.insert(0, "Draft")
    if place is not None:
        notes.append(f"{place.words}: {place.series}")
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    title = event.get_admin_display_title()
    assert first is not None and last is not None  # noqa: S101  (the query leaves out events without a date)
    return Entry(Kind.EVENT, title, url, first, last, starts_at, tuple(notes), event)
