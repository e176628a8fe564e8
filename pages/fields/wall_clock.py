"""Wall clocks, time zones and instants: the arithmetic of when an event happens.

An editor writes a date, a time and an IANA zone. Those three are what is stored, because they are what was announced;
the instant is derived from them, so that a change of a zone's rules moves the instant and not the announcement.
"""

import datetime
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError


class WallClock(StrEnum):
    """How often a wall clock shows a given date and time."""

    ONCE = "once"
    NEVER = "never"  # the clocks were put forward over it
    TWICE = "twice"  # the clocks were put back over it


class Phase(StrEnum):
    """Where an event stands relative to an instant."""

    UPCOMING = "upcoming"
    ONGOING = "ongoing"
    PAST = "past"
    UNSCHEDULED = "unscheduled"


@cache
def known_time_zones() -> frozenset[str]:
    """The names of the zones on this machine; the database of zones is read from disk only once."""
    return frozenset(available_timezones())


def time_zone_choices() -> list[tuple[str, str]]:
    """IANA zones an editor can choose, by name; only those named for a place, and UTC."""
    places = sorted(name for name in known_time_zones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return [(name, name.replace("_", " ")) for name in ["UTC", *places]]


def validate_time_zone(name: str) -> None:
    """Raise ``ValidationError`` unless ``name`` is a zone in the IANA database on this machine."""
    if name not in known_time_zones():
        raise ValidationError("“%(name)s” is not a known time zone.", code="unknown_time_zone", params={"name": name})


def classify(local: datetime.datetime, zone: ZoneInfo) -> WallClock:
    """Say how often the clocks of ``zone`` show the naive ``local`` time (PEP 495)."""
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first == second:
        return WallClock.ONCE
    # PEP 495: in a gap the offset before the change (fold 0) is the smaller one, in a repeated hour the larger.
    return WallClock.TWICE if first > second else WallClock.NEVER  # type: ignore[operator]


def to_utc(local: datetime.datetime, zone: ZoneInfo, *, second_occurrence: bool = False) -> datetime.datetime:
    """Return the UTC instant at which the clocks of ``zone`` show the naive ``local`` time.

    Where they show it twice, ``second_occurrence`` chooses the later of the two. Where they never show it, the result
    is the time moved forward by the length of the gap.
    """
    aware = local.replace(tzinfo=zone, fold=int(second_occurrence))
    try:
        return aware.astimezone(datetime.UTC)
    except OverflowError:
        # The first and the last day of the calendar are not whole days in UTC.
        return local.replace(tzinfo=datetime.UTC)


def midnight(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Return the UTC instant at which ``day`` begins in ``zone``."""
    return to_utc(datetime.datetime.combine(day, datetime.time()), zone)


def midnight_after(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Return the UTC instant at which ``day`` is over in ``zone``."""
    if day == datetime.date.max:
        return datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return midnight(day + datetime.timedelta(days=1), zone)


def phase_at(
    starts_at: datetime.datetime | None, over_at: datetime.datetime | None, at: datetime.datetime
) -> tuple[Phase, datetime.datetime | None]:
    """Return the phase at the instant ``at`` and the instant at which it changes next (``None``: never).

    ``over_at`` is the end where it is known, else the local midnight after the last known day.
    """
    if starts_at is None or over_at is None:
        return Phase.UNSCHEDULED, None
    if at < starts_at:
        return Phase.UPCOMING, starts_at
    if at < over_at:
        return Phase.ONGOING, over_at
    return Phase.PAST, None
