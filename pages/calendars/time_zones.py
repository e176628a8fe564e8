"""Time zones as iCalendar components (RFC 5545, 3.6.5), from the same data that the times of events use.

Readers differ in what they understand, so a component says each change of the clocks in the plainest way: an observance
has either one onset, or a yearly rule, and never a list of dates. A rule without an end is the one in force.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from pages.calendars.yearly_rules import FEWEST_YEARS, YearlyRule, rule_of

FIRST_YEAR, LAST_YEAR = 1900, 2199
#: In how many years after those that are asked for a rule must hold to be the one in force. The calendar repeats its
#: weekdays after 28 years.
_YEARS_AHEAD = 28
#: In seconds; no zone changes its offset and changes it back in less time.
_STEP = 24 * 60 * 60
_EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC)


class _Observance(NamedTuple):
    """The offset and name of a zone from an onset on."""

    offset_from: datetime.timedelta
    offset_to: datetime.timedelta
    name: str
    daylight: bool


class _Period(NamedTuple):
    """Onsets of one observance in local time: one, or those that follow a rule, which may have no end."""

    observance: _Observance
    first: datetime.datetime
    last: datetime.datetime | None = None
    rule: YearlyRule | None = None


def time_zone_component(name: str, first_year: int, last_year: int) -> Timezone:
    """Return the zone from the year before ``first_year`` on, as it is known today.

    ``name`` is one of the IANA time zone database. Changes of the offset to the end of ``last_year`` are said, and the
    rule that then holds, if there is one. The years are limited to those in which editors can date an event.
    """
    first_year, last_year = (min(max(year, FIRST_YEAR), LAST_YEAR) for year in (first_year, last_year))
    zone = Timezone()
    zone.add("TZID", name)
    for period in sorted(_periods(name, first_year - 1, last_year), key=lambda period: period.first):
        observance = period.observance
        part = TimezoneDaylight() if observance.daylight else TimezoneStandard()
        part.add("DTSTART", period.first)
        part.add("TZOFFSETFROM", observance.offset_from)
        part.add("TZOFFSETTO", observance.offset_to)
        part.add("TZNAME", observance.name)
        if period.rule is not None:
            parts = period.rule.recurrence()
            if period.last is not None:
                # In UTC, as the RFC demands of these components (3.3.10); not at the last onset, because some readers
                # take it for local time.
                parts["UNTIL"] = datetime.datetime(period.last.year, 12, 31, 23, 59, 59, tzinfo=datetime.UTC)
            part.add("RRULE", vRecur(parts))
        zone.add_component(part)
    return zone


def _periods(name: str, first_year: int, last_year: int) -> Iterator[_Period]:
    horizon = min(last_year + _YEARS_AHEAD, LAST_YEAR)
    (begin, first), *changes = _observances(name, first_year, horizon)
    yield _Period(first, begin)
    alike: dict[tuple[_Observance, datetime.time, int, int], list[datetime.datetime]] = defaultdict(list)
    for onset, observance in changes:
        alike[observance, onset.time(), onset.month, onset.weekday()].append(onset)
    for (observance, *_), onsets in alike.items():
        yield from _runs(observance, onsets, last_year, horizon)


def _runs(
    observance: _Observance, onsets: Sequence[datetime.datetime], last_year: int, horizon: int
) -> Iterator[_Period]:
    """Yield onsets of one observance on one weekday of a month: as rules where some years in a row follow one."""
    at = 0
    while at < len(onsets) and onsets[at].year <= last_year:
        rule = None
        end = at + 1
        for longer in range(at + FEWEST_YEARS, len(onsets) + 1):
            run = onsets[at:longer]
            found = rule_of(run) if run[-1].year - run[0].year == len(run) - 1 else None
            if found is None:
                break
            rule, end = found, longer
        last = onsets[end - 1]
        yield _Period(observance, onsets[at], None if last.year == horizon else last, rule)
        at = end


def _observances(name: str, first_year: int, last_year: int) -> Iterator[tuple[datetime.datetime, _Observance]]:
    """Yield each observance with its onset in the local time before the change, in order."""
    zone = ZoneInfo(name)
    first = datetime.datetime(first_year, 1, 1, tzinfo=zone)
    offset = _offset(zone, int(first.timestamp()))
    yield first.replace(tzinfo=None), _observance(first, offset)
    for year in range(first_year, last_year + 1):
        for second in _changes(zone, year):
            observance = _observance(datetime.datetime.fromtimestamp(second, zone), offset)
            yield (_EPOCH + datetime.timedelta(seconds=second) + offset).replace(tzinfo=None), observance
            offset = observance.offset_to


def _observance(local: datetime.datetime, offset_from: datetime.timedelta) -> _Observance:
    return _Observance(offset_from, local.utcoffset() or datetime.timedelta(), local.tzname() or "", bool(local.dst()))


# A year of a zone takes half a millisecond, and calendars ask for thirty of each zone.
@lru_cache(maxsize=8192)
def _changes(zone: ZoneInfo, year: int) -> tuple[int, ...]:
    """Return the Unix times, in seconds, at which the offset changes in a year of the zone."""
    begin, end = (int(datetime.datetime(first, 1, 1, tzinfo=zone).timestamp()) for first in (year, year + 1))
    found = []
    offset = _offset(zone, begin)
    for start in range(begin, end, _STEP):
        before, after = start, min(start + _STEP, end)
        offset_before, offset = offset, _offset(zone, after)
        if offset_before == offset:
            continue
        while after - before > 1:
            middle = (before + after) // 2
            before, after = (middle, after) if _offset(zone, middle) == offset_before else (before, middle)
        found.append(after)
    return tuple(found)


def _offset(zone: ZoneInfo, second: int) -> datetime.timedelta:
    return datetime.datetime.fromtimestamp(second, zone).utcoffset() or datetime.timedelta()
