"""Local times, time zones and instants: the arithmetic of event times.

An editor enters a date, a time and an IANA time zone. These three are stored, because they are what was announced. The
instant is derived from them, so that a change of a zone's rules moves the instant and not the announcement.
"""

import datetime
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError


class WallClock(StrEnum):
    """How often a local date and time occurs in a time zone."""

    ONCE = "once"
    NEVER = "never"  # skipped when the clocks go forward
    TWICE = "twice"  # repeated when the clocks go back


class Phase(StrEnum):
    """The phase of an event at an instant."""

    UPCOMING = "upcoming"
    ONGOING = "ongoing"
    PAST = "past"
    UNSCHEDULED = "unscheduled"


@cache
def known_time_zones() -> frozenset[str]:
    """Return the names of the time zones on this machine. They are read from disk only once."""
    return frozenset(available_timezones())


def time_zone_choices() -> list[tuple[str, str]]:
    """Return the IANA zones that an editor can choose, with labels: UTC and those named after a place."""
    places = sorted(name for name in known_time_zones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return [(name, name.replace("_", " ")) for name in ["UTC", *places]]


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone of a name, and UTC for a name that is none: an import may have left it."""
    return ZoneInfo(name) if name in known_time_zones() else ZoneInfo("UTC")


def validate_time_zone(name: str) -> None:
    """Raise ``ValidationError`` if ``name`` is not a time zone in the IANA database on this machine."""
    if name not in known_time_zones():
        raise ValidationError("“%(name)s” is not a known time zone.", code="unknown_time_zone", params={"name": name})


def classify(local: datetime.datetime, zone: ZoneInfo) -> WallClock:
    """Return how often the naive ``local`` time occurs in ``zone`` (PEP 495)."""
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first == second:
        return WallClock.ONCE
    # PEP 495: in a gap the offset before the change (fold 0) is the smaller one, in a repeated hour the larger.
    return WallClock.TWICE if first > second else WallClock.NEVER  # type: ignore[operator]


def to_utc(local: datetime.datetime, zone: ZoneInfo, *, second_occurrence: bool = False) -> datetime.datetime:
    """Return the UTC instant of the naive ``local`` time in ``zone``.

    If it occurs twice, ``second_occurrence`` selects the later instant. If it never occurs, the result is moved forward
    by the length of the gap.
    """
    aware = local.replace(tzinfo=zone, fold=int(second_occurrence))
    try:
        return aware.astimezone(datetime.UTC)
    except OverflowError:
        # On the first and the last day of Python's calendar, the UTC instant may be out of range.
        return local.replace(tzinfo=datetime.UTC)


def midnight(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Return the UTC instant at which ``day`` begins in ``zone``."""
    return to_utc(datetime.datetime.combine(day, datetime.time()), zone)


def midnight_after(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Return the UTC instant at which ``day`` ends in ``zone``."""
    if day == datetime.date.max:
        return datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return midnight(day + datetime.timedelta(days=1), zone)


def phase_at(
    starts_at: datetime.datetime | None, over_at: datetime.datetime | None, at: datetime.datetime
) -> tuple[Phase, datetime.datetime | None]:
    """Return the phase at the instant ``at``, and the instant of the next change or ``None`` if there is none.

    ``over_at`` is the end if it is known, otherwise the local midnight after the last known day.
    """
    if starts_at is None or over_at is None:
        return Phase.UNSCHEDULED, None
    if at < starts_at:
        return Phase.UPCOMING, starts_at
    if at < over_at:
        return Phase.ONGOING, over_at
    return Phase.PAST, None
