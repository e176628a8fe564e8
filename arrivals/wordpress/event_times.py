"""When events of The Events Calendar take place."""

import datetime
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from arrivals.wordpress.dates import local_time
from arrivals.wordpress.export import ExportedItem
from pages.fields.wall_clock import known_time_zones, to_utc

_OFFSET = re.compile(r"UTC([+-])(\d{1,2})(?:[.:](\d{1,2}))?$")
#: Zones that no editor can choose, since they are named after no place.
_NO_PLACE = ("Etc/", "SystemV/")


@dataclass(frozen=True)
class EventTimes:
    """The dates and times of an event by a clock in ``zone``, and sentences about how they were read."""

    start: datetime.datetime | None
    end: datetime.datetime | None
    all_day: bool
    zone: str
    notes: tuple[str, ...] = ()


def event_times(item: ExportedItem, site_zone: ZoneInfo) -> EventTimes:
    """Return when an event takes place.

    A zone that is only a distance from UTC has no place: the event keeps its instants and gets the zone of the site.
    """
    start, end = local_time(item.meta("_EventStartDate")), local_time(item.meta("_EventEndDate"))
    all_day = item.meta("_EventAllDay").lower() in ("yes", "1", "true", "on")
    written = item.meta("_EventTimezone").replace(" ", "_")
    written = "UTC" if written in ("GMT", "Z") else written
    notes: list[str] = []
    if start is None and item.meta("_EventStartDate"):
        notes.append(f"Its date could not be read: “{item.meta('_EventStartDate')[:40]}”.")
    if written == "UTC" or ("/" in written and written in known_time_zones() and not written.startswith(_NO_PLACE)):
        return EventTimes(start, _end(start, end), all_day, written, tuple(notes))
    offset = _offset(written)
    if offset is None or all_day:
        if written and offset is None:
            notes.append(f"Its time zone, “{written[:40]}”, is not known; it has that of the site.")
        return EventTimes(start, _end(start, end), all_day, site_zone.key, tuple(notes))
    moved_start, moved_end = (_moved(time, offset, site_zone) for time in (start, end))
    if moved_start != start:
        notes.append(f"Its time zone was only “{written}”: its times are now those of {site_zone.key}.")
    return EventTimes(moved_start, _end(moved_start, moved_end), all_day, site_zone.key, tuple(notes))


def _end(start: datetime.datetime | None, end: datetime.datetime | None) -> datetime.datetime | None:
    """Return the end, unless it is the start, as that of an event without an end is."""
    return None if start is None or end == start else end


def _offset(written: str) -> datetime.timedelta | None:
    found = _OFFSET.match(written)
    if found is None:
        return None
    # `UTC+5.5` is half an hour, as `UTC+5:30` is.
    part = found[3] or "0"
    minutes = int(part) if ":" in written else round(float(f"0.{part}") * 60)
    offset = datetime.timedelta(hours=int(found[2]), minutes=minutes)
    return -offset if found[1] == "-" else offset


def _moved(time: datetime.datetime | None, offset: datetime.timedelta, zone: ZoneInfo) -> datetime.datetime | None:
    if time is None:
        return None
    instant = time.replace(tzinfo=datetime.timezone(offset)) if abs(offset) < datetime.timedelta(days=1) else None
    return (instant or to_utc(time, zone)).astimezone(zone).replace(tzinfo=None)
