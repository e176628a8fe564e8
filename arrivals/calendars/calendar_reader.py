"""Reads the events of a calendar, and what recurs as series."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils import timezone
from icalendar import Calendar, Event

from arrivals.calendars.calendar_file import open_calendar
from arrivals.calendars.event_record import at, event_record
from arrivals.calendars.moments import Moment, listed_moments, property_moment
from arrivals.calendars.properties import raw_text
from arrivals.calendars.recurrences import Dates, Expander
from arrivals.calendars.times import Times, times_of
from arrivals.calendars.zones import Zones
from arrivals.contents.keys import digest, record_key
from arrivals.records.event import ArrivingEvent
from arrivals.records.record import ArrivingRecord
from arrivals.records.remark import ArrivingRemark
from arrivals.records.series import ArrivingSeries
from arrivals.sources.source import ReadOptions, Source

#: What calendars hold beside events.
_OTHERS = {"VTODO": ("task", "tasks"), "VJOURNAL": ("journal entry", "journal entries"), "VFREEBUSY": ("span", "spans")}


_NOT_UNDERSTOOD = "The rule"
#: Whichever calendar an event is in, its UID identifies it in the whole world (RFC 7986, 5.3).
ORIGIN = "calendars"


@dataclass(frozen=True)
class CalendarReader:
    """Reads the calendars of one file."""

    path: Path
    calendars: list[Calendar]
    options: ReadOptions
    origin: str = ORIGIN

    def records(self) -> Iterator[ArrivingRecord]:
        """Yield series, each with its dates, and single events, in the order of the file."""
        for calendar in self.calendars:
            yield from _CalendarRecords(calendar, self.options).records()


def is_read_in_full(records: list[ArrivingRecord]) -> bool:
    """Return whether all dates of a calendar are among its records: none was left out, nor a rule not understood."""
    others = {f"remark:{name}" for name in _OTHERS}
    remarks = {record.key for record in records if isinstance(record, ArrivingRemark)}
    notes = (note for record in records if isinstance(record, ArrivingSeries) for note in record.notes)
    return remarks <= others and not any(note.startswith(_NOT_UNDERSTOOD) for note in notes)


def read_calendar(path: Path, options: ReadOptions) -> CalendarReader:
    """Return what reads a calendar. Raise ``SourceError`` as ``open_calendar`` does."""
    return CalendarReader(path, open_calendar(path), options)


class _CalendarRecords:
    def __init__(self, calendar: Calendar, options: ReadOptions) -> None:
        self._calendar = calendar
        self._zones = Zones(calendar, options.time_zone)
        self._expander = Expander(timezone.now().astimezone(options.time_zone).date())
        self._is_cancellation = str(calendar.get("METHOD", "")).upper() == "CANCEL"

    def records(self) -> Iterator[ArrivingRecord]:
        entries: dict[str, list[Event]] = defaultdict(list)
        counts: Counter[str] = Counter()
        for part in self._calendar.subcomponents:
            if isinstance(part, Event):
                entries[self._identifier(part)].append(part)
            elif part.name in _OTHERS:
                counts[part.name] += 1
        for identifier, components in entries.items():
            yield from self._entry(identifier, components)
        for name, count in counts.items():
            one, many = _OTHERS[name]
            sentence = f"{count} {one if count == 1 else many} of the calendar are not events, and not taken over."
            yield ArrivingRemark(key=f"remark:{name}", sentence=sentence)

    def _identifier(self, component: Event) -> str:
        start = component.get("DTSTART")
        text = str(component.get("SUMMARY", "")), raw_text(start)
        return str(component.get("UID", "")).strip() or f"without-{digest(*text)}"

    def _entry(self, identifier: str, components: list[Event]) -> Iterator[ArrivingRecord]:
        """Yield what has one UID: an event, or a rule with the dates that differ from it."""
        masters = [part for part in components if part.get("RECURRENCE-ID") is None]
        changed = [part for part in components if part.get("RECURRENCE-ID") is not None]
        master = max(masters, key=_sequence, default=None)
        if master is None:
            yield from self._changed(identifier, changed, {})
            return
        times = times_of(master, self._zones)
        if times is None:
            title = str(master.get("SUMMARY", "")) or identifier
            sentence = f"“{title[:200]}” is not taken over: its start cannot be read."
            yield ArrivingRemark(key=record_key("remark", identifier), sentence=sentence)
            return
        event = self._event(master, times, record_key("event", identifier))
        if not any(master.get(name) for name in ("RRULE", "RDATE")) and not changed:
            yield event
            return
        yield from self._series(identifier, master, times, event, changed)

    def _event(self, component: Event, times: Times, key: str) -> ArrivingEvent:
        event = event_record(component, times, key)
        return replace(event, status="cancelled") if self._is_cancellation else event

    def _series(
        self, identifier: str, master: Event, times: Times, event: ArrivingEvent, changed: list[Event]
    ) -> Iterator[ArrivingRecord]:
        found, notes = self._walls(master, times)
        others = {self._replaced(part, times): part for part in changed}
        excluded = {moment.in_zone(times.start.zone).wall for moment in self._listed(master, "EXDATE")}
        walls = sorted((found - excluded) | {wall for wall in others if wall is not None})
        dates = self._expander.chosen(walls)
        series = ArrivingSeries(
            key=record_key("series", identifier),
            name=event.title,
            rule=_rule(master),
            notes=tuple(filter(None, [*notes, dates.note])),
        )
        yield series
        yield from self._dates(identifier, dates, times, event, others, series.key)
        unread = [part for wall, part in others.items() if wall is None]
        yield from self._changed(identifier, unread, {"series": series.key})

    def _dates(
        self,
        identifier: str,
        dates: Dates,
        times: Times,
        event: ArrivingEvent,
        others: dict[datetime.datetime | None, Event],
        series: str,
    ) -> Iterator[ArrivingEvent]:
        for number, wall in dates.taken:
            key = record_key("event", f"{identifier}:{_stamp(wall, times.start)}")
            own = others.get(wall)
            own_times = None if own is None else times_of(own, self._zones)
            if own is not None and own_times is not None:
                found = self._event(own, own_times, key)
                if str(getattr(own.get("RECURRENCE-ID"), "params", {}).get("RANGE", "")):
                    found = replace(found, notes=(*found.notes, "Its changes are meant for all later dates, too."))
            else:
                found = at(replace(event, key=key), times, wall)
            # The dates share their page in the calendar, which only one page here can be.
            address = found.address if found.address != event.address else ""
            yield replace(found, series=series, series_number=number, address=address)

    def _changed(self, identifier: str, components: list[Event], values: dict[str, Any]) -> Iterator[ArrivingEvent]:
        """Yield changed dates whose rule is not in the file, or that it does not give."""
        for part in components:
            times = times_of(part, self._zones)
            if times is not None:
                original = raw_text(part.get("RECURRENCE-ID"))
                key = record_key("event", f"{identifier}:{original}")
                yield replace(self._event(part, times, key), **values)

    def _walls(self, master: Event, times: Times) -> tuple[set[datetime.datetime], list[str]]:
        """Return the times of the clock at which an entry takes place, and what could not be read of its rules."""
        walls = {times.start.wall}
        notes = []
        for rule in _rules(master):
            try:
                walls.update(self._expander.dates(rule, times.start, self._zones))
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
                notes.append(
                    f"{_NOT_UNDERSTOOD} {raw_text(rule)[:200]} is not understood: only the first date is taken over."
                )
        walls.update(moment.in_zone(times.start.zone).wall for moment in self._listed(master, "RDATE"))
        return walls, notes

    def _listed(self, component: Event, name: str) -> list[Moment]:
        value = component.get(name)
        return [] if value is None else listed_moments(value, self._zones)

    def _replaced(self, component: Event, times: Times) -> datetime.datetime | None:
        """Return the time of the date that a component replaces, or ``None`` if it cannot be read."""
        moment = property_moment(component.get("RECURRENCE-ID"), self._zones)
        if moment is None:
            return None
        if moment.is_day and not times.start.is_day:
            return datetime.datetime.combine(moment.wall, times.start.wall.time())
        return moment.in_zone(times.start.zone).wall


def _sequence(component: Event) -> int:
    value = component.get("SEQUENCE", 0)
    return value if isinstance(value, int) else 0


def _rules(component: Event) -> list[Any]:
    value = component.get("RRULE")
    rules = value if isinstance(value, list) else [value]
    return [rule for rule in rules if hasattr(rule, "to_ical") and hasattr(rule, "items")]


def _rule(component: Event) -> str:
    rules = _rules(component)
    return raw_text(rules[0]) if len(rules) == 1 else ""


def _stamp(wall: datetime.datetime, start: Moment) -> str:
    return f"{wall:%Y%m%d}" if start.is_day else f"{wall:%Y%m%dT%H%M%S}"


CALENDAR = Source(name="icalendar", label="Calendar (iCalendar)", suffixes=(".ics", ".ical"), read=read_calendar)
