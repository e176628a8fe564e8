"""When the entries of a calendar take place."""

import datetime
from dataclasses import dataclass

from icalendar import Event

from arrivals.calendars.moments import Moment, property_moment
from arrivals.calendars.zones import Zones


@dataclass(frozen=True)
class Times:
    """When an event takes place. ``end`` is exclusive for days, and ``None`` if it is not known."""

    start: Moment
    end: datetime.datetime | None
    notes: tuple[str, ...] = ()


def times_of(component: Event, zones: Zones) -> Times | None:
    """Return when a component takes place (RFC 5545, 3.6.1), or ``None`` if its start cannot be read."""
    start = property_moment(component.get("DTSTART"), zones)
    if start is None:
        return None
    notes = []
    if start.guessed:
        place = start.zone.key
        notes.append(f"The time zone “{start.guessed}” is not known. The time is taken for that of {place}: check it.")
    end = property_moment(component.get("DTEND"), zones)
    duration = getattr(component.get("DURATION"), "dt", None)
    wall = None
    if end is not None:
        wall = end.in_zone(start.zone).wall
    elif isinstance(duration, datetime.timedelta):
        wall = _after(start, duration)
    if wall is not None and wall <= start.wall:
        if wall < start.wall:
            notes.append("It ends before it starts. The end is left out.")
        wall = None
    return Times(start, wall, tuple(notes))


def _after(start: Moment, duration: datetime.timedelta) -> datetime.datetime | None:
    try:
        return start.wall + duration
    except OverflowError:
        return None
