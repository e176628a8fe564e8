"""The columns of lists of events: when, phase, status and place."""

from typing import Any

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from pages.editor.listings.columns import ListingColumn, TextColumn, date_shown
from pages.fields.wall_clock import Phase
from pages.models.event_page import EventPage
from pages.models.event_phases import phase_condition

#: The phases in the order in which a list is sorted by them, with what they are called.
PHASE_LABELS = {
    Phase.ONGOING: "Taking place",
    Phase.UPCOMING: "Upcoming",
    Phase.PAST: "Over",
    Phase.UNSCHEDULED: "No date",
}


def phase_of(event: EventPage) -> str:
    """Return what the present phase of an event is called."""
    event.derive_instants()
    return PHASE_LABELS[event.phase(timezone.now())[0]]


def place_of(event: EventPage) -> str:
    """Return the place of an event on one line, without the street."""
    place = ", ".join(filter(None, (event.venue_name, event.venue_locality))) or event.venue_note
    if event.attendance_mode == EventPage.AttendanceMode.ONLINE:
        return "Online"
    if event.attendance_mode == EventPage.AttendanceMode.HYBRID:
        return f"{place} and online" if place else "Online"
    return place


def certain_date() -> Any:
    """Return the expression for the day on which an event begins; null while it is postponed, for that day is void."""
    return Case(When(status=EventPage.Status.POSTPONED, then=None), default=F("start_date"))


def event_columns() -> list[ListingColumn]:
    """Return the columns of a list of events."""
    return [
        TextColumn(EventPage, "date", "When", date_shown, certain_date, "18%"),
        TextColumn(EventPage, "phase", "Phase", phase_of, _phase_order, "8%"),
        TextColumn(EventPage, "event_status", "Takes place", EventPage.get_status_display, lambda: F("status"), "10%"),
        TextColumn(EventPage, "place", "Place", place_of, _place_order),
    ]


def _phase_order() -> Any:
    now = timezone.now()
    return Case(*(When(phase_condition(phase, now), then=Value(number)) for number, phase in enumerate(PHASE_LABELS)))


def _place_order() -> Any:
    empty = Value("")
    place = Coalesce(NullIf("venue_locality", empty), NullIf("venue_name", empty), NullIf("venue_note", empty))
    return Case(When(attendance_mode=EventPage.AttendanceMode.ONLINE, then=Value("Online")), default=place)
