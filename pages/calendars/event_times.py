"""When an event takes place, as the properties of an iCalendar component (RFC 5545, 3.8.2)."""

import datetime
from typing import Any

from icalendar import Event


def add_times(component: Event, event: Any) -> None:
    """Add to a component when an ``EventPage`` with a start takes place: in its own zone, or as whole days."""
    if event.all_day and event.start_date is not None:
        component.add("DTSTART", event.start_date)
        # The end is the day after the last one (3.6.1).
        component.add("DTEND", (event.last_date or event.start_date) + datetime.timedelta(days=1))
        return
    moments = {"DTSTART": event.starts_at, "DTEND": event.ends_at}
    local = {name: at.astimezone(event.zone) for name, at in moments.items() if at is not None}
    # An ambiguous local time means its first occurrence (3.3.5), so the second is only expressible in UTC.
    as_utc = event.time_zone == "UTC" or any(at.fold for at in local.values())
    for name, at in local.items():
        component.add(name, in_utc(at) if as_utc else at)


def in_utc(at: datetime.datetime) -> datetime.datetime:
    """Return an instant in UTC and in whole seconds, as the format wants it."""
    return at.astimezone(datetime.UTC).replace(microsecond=0)
