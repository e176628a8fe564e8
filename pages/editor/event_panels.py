"""The panel of the dashboard with the next events, and with what is wrong with them."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.admin.ui.components import Component

from pages.editor.calendar.events import postponed_events
from pages.editor.listings.columns import date_shown
from pages.editor.visible_pages import visible_pages
from pages.models import EventPage
from pages.publishing.event_rules import place_errors, rsvp_errors, time_errors
from pages.publishing.warnings import event_warnings

NEXT_EVENTS, POSTPONED_EVENTS, PAST_EVENTS = 5, 3, 3
#: For how long after an event the panel asks for a recap.
RECAP_WITHIN = datetime.timedelta(days=30)
RECAP = "It is over, and the page has not been published since. Say how it went."


@dataclass(frozen=True)
class EventRow:
    """An event, when it takes place, what is out of the ordinary, and what is missing."""

    event: EventPage
    when: str
    notes: tuple[str, ...]
    faults: tuple[str, ...]


class NextEventsPanel(Component):
    """The events that are not over, the next one first; then those put off, and those that ended without a recap.

    It shows those that the user works on, drafts included, with what each still lacks. It takes three queries.
    """

    name = "next_events"
    template_name = "pages/home/next_events.html"
    order = 240

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        events = EventPage.objects.filter(pk__in=visible_pages(user).values("pk")).defer_streamfields()
        certain = events.exclude(status=EventPage.Status.POSTPONED)
        return {
            "rows": [
                *map(_row, _following(certain, now)[:NEXT_EVENTS]),
                *map(_row, postponed_events(user)[:POSTPONED_EVENTS]),
                *(_row(event, [RECAP]) for event in _without_recap(certain, now)[:PAST_EVENTS]),
            ]
        }


def _following(events: QuerySet[EventPage], now: datetime.datetime) -> QuerySet[EventPage]:
    # A draft without a time has no instants, and the day may not be over yet where the event takes place.
    yesterday = (now - datetime.timedelta(days=1)).date()
    days_only = Q(start_date__gte=yesterday) | Q(end_date__gte=yesterday)
    following = Q(over_at__gt=now) | (Q(starts_at__isnull=True) & days_only)
    return events.filter(following).order_by("start_date", F("starts_at").asc(nulls_last=True), "pk")


def _without_recap(events: QuerySet[EventPage], now: datetime.datetime) -> QuerySet[EventPage]:
    ended = events.filter(
        live=True, over_at__lte=now, over_at__gt=now - RECAP_WITHIN, last_published_at__lt=F("over_at")
    )
    return ended.exclude(status=EventPage.Status.CANCELLED).order_by("-over_at", "pk")


def _row(event: EventPage, faults: Iterable[str] = ()) -> EventRow:
    ordinary = event.status in (EventPage.Status.SCHEDULED, EventPage.Status.POSTPONED)
    notes = ("" if event.live else "Draft", "" if ordinary else str(event.get_status_display()))
    return EventRow(event, date_shown(event), tuple(filter(None, notes)), tuple(faults or _faults(event)))


def _faults(event: EventPage) -> Iterable[str]:
    """Return what the event lacks, from its own fields, so that it takes no query."""
    errors = [*time_errors(event), *place_errors(event), *rsvp_errors(event)]
    return dict.fromkeys(fault.message for fault in (*errors, *event_warnings(event)))
