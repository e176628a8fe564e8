"""Time zones as iCalendar components (RFC 5545, 3.6.5), from the same data that the times of events use."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

FIRST_YEAR, LAST_YEAR = 1900, 2199
#: In seconds; no zone changes its offset and changes it back in less time.
_STEP = 24 * 60 * 60
_EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC)


class _Observance(NamedTuple):
    """The offset and name of a zone from an onset on."""

    offset_from: datetime.timedelta
    offset_to: datetime.timedelta
    name: str
    daylight: bool


def time_zone_component(name: str, first_year: int, last_year: int) -> Timezone:
    """Return the zone with every change of its offset from the start of ``first_year`` to the end of ``last_year``.

    The years are limited to those in which editors can date an event; beyond them, the last offset holds.
    """
    first_year, last_year = (min(max(year, FIRST_YEAR), LAST_YEAR) for year in (first_year, last_year))
    onsets: dict[_Observance, list[datetime.datetime]] = defaultdict(list)
    for onset, observance in _observances(name, first_year, last_year):
        onsets[observance].append(onset)
    zone = Timezone()
    zone.add("TZID", name)
    for observance, times in onsets.items():
        part = TimezoneDaylight() if observance.daylight else TimezoneStandard()
        part.add("DTSTART", times[0])
        part.add("TZOFFSETFROM", observance.offset_from)
        part.add("TZOFFSETTO", observance.offset_to)
        part.add("TZNAME", observance.name)
        if times[1:]:
            part.add("RDATE", times[1:])
        zone.add_component(part)
    return zone


@lru_cache(maxsize=256)
def _observances(name: str, first_year: int, last_year: int) -> tuple[tuple[datetime.datetime, _Observance], ...]:
    """Return each observance with its onset in the local time before the change, in order."""
    zone = ZoneInfo(name)
    begin, end = (int(datetime.datetime(year, 1, 1, tzinfo=zone).timestamp()) for year in (first_year, last_year + 1))
    offset = _offset(zone, begin)
    first = datetime.datetime.fromtimestamp(begin, zone)
    found = [(first.replace(tzinfo=None), _observance(first, offset))]
    for second in _changes(zone, begin, end):
        onset = (_EPOCH + datetime.timedelta(seconds=second) + offset).replace(tzinfo=None)
        found.append((onset, _observance(datetime.datetime.fromtimestamp(second, zone), offset)))
        offset = found[-1][1].offset_to
    return tuple(found)


def _observance(local: datetime.datetime, offset_from: datetime.timedelta) -> _Observance:
    return _Observance(offset_from, local.utcoffset() or datetime.timedelta(), local.tzname() or "", bool(local.dst()))


def _changes(zone: ZoneInfo, begin: int, end: int) -> Iterator[int]:
    """Yield the Unix times, in seconds, at which the offset changes."""
    for start in range(begin, end, _STEP):
        before, after = start, min(start + _STEP, end)
        if _offset(zone, before) == _offset(zone, after):
            continue
        while after - before > 1:
            middle = (before + after) // 2
            before, after = (middle, after) if _offset(zone, middle) == _offset(zone, start) else (before, middle)
        yield after


def _offset(zone: ZoneInfo, second: int) -> datetime.timedelta:
    return (_EPOCH + datetime.timedelta(seconds=second)).astimezone(zone).utcoffset() or datetime.timedelta()
