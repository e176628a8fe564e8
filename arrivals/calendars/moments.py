"""Dates and times of a calendar, as those of a clock in a zone."""

import datetime
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from arrivals.calendars.zones import Zones
from pages.fields.wall_clock import known_time_zones, to_utc

_MIDNIGHT = datetime.time()


@dataclass(frozen=True)
class Moment:
    """A day, or the time of a clock in a zone. ``guessed`` is a zone of whose name nothing is known."""

    wall: datetime.datetime
    zone: ZoneInfo
    is_day: bool = False
    guessed: str = ""

    @property
    def instant(self) -> datetime.datetime:
        """The instant in UTC. That of a day is its beginning."""
        return to_utc(self.wall, self.zone)

    def in_zone(self, zone: ZoneInfo) -> "Moment":
        """Return the same instant on a clock in another zone; a day stays that day."""
        if self.is_day or zone == self.zone:
            return Moment(self.wall, zone, self.is_day, self.guessed)
        return Moment(self.instant.astimezone(zone).replace(tzinfo=None), zone, False, self.guessed)


def moment_of(value: datetime.date | datetime.datetime, zones: Zones, name: str = "") -> Moment:
    """Return a value of a calendar. ``name`` is its ``TZID``.

    A time in UTC is shown in the calendar's own zone, and one without a zone is a time there.
    """
    if not isinstance(value, datetime.datetime):
        return Moment(datetime.datetime.combine(value, _MIDNIGHT), zones.shown, is_day=True)
    wall = value.replace(tzinfo=None, microsecond=0, fold=0)
    if name:
        zone = zones.named(name, wall.year)
        if zone is None and value.tzinfo is None:
            return Moment(wall, zones.shown, guessed=name)
        if zone is None:
            return Moment(value.astimezone(zones.shown).replace(tzinfo=None), zones.shown, guessed=name)
        return Moment(wall, zone).in_zone(zones.shown) if zone.key == "UTC" else Moment(wall, zone)
    key = getattr(value.tzinfo, "key", "")
    if value.tzinfo is None:
        return Moment(wall, zones.shown)
    if key in known_time_zones() and key != "UTC":
        return Moment(wall, ZoneInfo(key))
    return Moment(value.astimezone(zones.shown).replace(tzinfo=None, microsecond=0), zones.shown)


def property_moment(prop: Any, zones: Zones) -> Moment | None:
    """Return what a property such as DTSTART says, or ``None`` if it is broken or no date."""
    value = getattr(prop, "dt", None)
    if not isinstance(value, datetime.date):
        return None
    try:
        return moment_of(value, zones, str(prop.params.get("TZID", "")))
    except (OverflowError, ValueError):
        return None


def listed_moments(props: Any, zones: Zones) -> list[Moment]:
    """Return the dates of a property such as EXDATE, which may be there several times. Of periods, the start counts."""
    found = []
    for prop in props if isinstance(props, list) else [props]:
        for item in getattr(prop, "dts", ()):
            value = item.dt[0] if isinstance(item.dt, tuple) else item.dt
            if isinstance(value, datetime.date):
                found.append(moment_of(value, zones, str(getattr(prop, "params", {}).get("TZID", ""))))
    return found
