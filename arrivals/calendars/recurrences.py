"""The dates that a rule of a calendar gives (RFC 5545, 3.3.10), as the times of a clock."""

import datetime
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from arrivals.calendars.moments import Moment, moment_of
from arrivals.calendars.zones import Zones
from arrivals.sources.source import SourceError
from pages.series.recurrence import HORIZON, MOST_DATES, following

#: Dates that were longer ago are left out if there are more than ``MOST_DATES``.
PAST = datetime.timedelta(days=92)
#: In seconds: how long all rules of a calendar may take. A rule that gives no date at all takes some tenths of one.
LONGEST_WORK = 30
_EVENTS_RECUR = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
#: How many dates of one rule are looked at: those of a daily event for fifty years.
_MOST_LOOKED_AT = 20_000


@dataclass
class Dates:
    """The dates that were taken, each with its place in the whole series from 1 on, and a sentence about the others."""

    taken: list[tuple[int, datetime.datetime]] = field(default_factory=list)
    note: str = ""


class Expander:
    """Expands the rules of one calendar."""

    def __init__(self, today: datetime.date) -> None:
        self._today = datetime.datetime.combine(today, datetime.time())
        self._spent = 0.0

    def dates(self, rule: Any, first: Moment, zones: Zones) -> list[datetime.datetime]:
        """Return the times of the clock at which a rule takes place from ``first`` on, up to ``HORIZON`` from today.

        ``rule`` is a ``vRecur``. Raise ``ValueError`` if it is not understood, and ``SourceError`` if the rules of the
        calendar take longer than ``LONGEST_WORK``.
        """
        parts = {str(name).upper(): value for name, value in rule.items()}
        if str((parts.get("FREQ") or [""])[0]).upper() not in _EVENTS_RECUR:
            raise ValueError("frequency")
        until = _until(parts.pop("UNTIL", None), first, zones)
        last = min(until, _later(max(first.wall, self._today), HORIZON))
        begun = time.monotonic()
        try:
            return list(_walls(type(rule)(parts).to_ical().decode(), first.wall, last))
        finally:
            self._spent += time.monotonic() - begun
            if self._spent > LONGEST_WORK:
                raise SourceError("The rules of this calendar take too long to follow, and it was not read.")

    def chosen(self, walls: list[datetime.datetime]) -> Dates:
        """Choose at most ``MOST_DATES``: all of them, or else those from three months ago on."""
        numbered = list(enumerate(walls, 1))
        if len(numbered) <= MOST_DATES:
            return Dates(numbered)
        recent = [(number, wall) for number, wall in numbered if wall >= self._today - PAST]
        taken = recent[:MOST_DATES] or numbered[-MOST_DATES:]
        note = (
            f"Of its dates, the {len(taken)} from {taken[0][1]:%Y-%m-%d} to {taken[-1][1]:%Y-%m-%d} are taken over. "
            "Import the calendar again later for those that follow."
        )
        return Dates(taken, note)


def _walls(rule: str, first: datetime.datetime, last: datetime.datetime) -> Iterator[datetime.datetime]:
    """Return the dates of a rule without an end up to ``last``."""
    near = itertools.takewhile(lambda wall: wall <= last, following(rule, first))
    return itertools.islice(near, _MOST_LOOKED_AT)


def _until(values: Any, first: Moment, zones: Zones) -> datetime.datetime:
    if not values:
        return datetime.datetime.max
    value = values[0]
    if not isinstance(value, datetime.datetime):
        return datetime.datetime.combine(value, datetime.time.max)
    if value.tzinfo is None or first.is_day:
        wall = value.replace(tzinfo=None)
        return datetime.datetime.combine(wall, datetime.time.max) if first.is_day else wall
    return moment_of(value, zones).in_zone(first.zone).wall


def _later(wall: datetime.datetime, by: datetime.timedelta) -> datetime.datetime:
    return min(wall, datetime.datetime.max - by) + by
