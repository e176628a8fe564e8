"""Takes a reading of a followed calendar over: new events as drafts, the others as proposals."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from arrivals.calendars.calendar_reader import ORIGIN, is_read_in_full
from arrivals.following.comparing import propose_changes, propose_to_cancel
from arrivals.following.followed_fields import values_of
from arrivals.models import Arrival, FollowedCalendar, FollowedEvent, ImportRun
from arrivals.records.event import ArrivingEvent
from arrivals.records.record import ArrivingRecord
from arrivals.records.series import ArrivingSeries
from arrivals.writing.digests import record_digest
from arrivals.writing.importing import Importer
from arrivals.writing.options import ImportOptions
from pages.models import EventPage

_TOGETHER = 500


@dataclass
class Taken:
    """How many events became drafts, and how many changes are proposed. ``problem`` says what came of the rest."""

    drafts: int = 0
    proposals: int = 0
    problem: str = ""


@dataclass(frozen=True)
class _Chosen:
    """Reads some records of a calendar."""

    chosen: Sequence[ArrivingRecord]
    origin: str = ORIGIN

    def records(self) -> Iterator[ArrivingRecord]:
        return iter(self.chosen)


def take_over(calendar: FollowedCalendar, records: list[ArrivingRecord]) -> Taken:
    """Make drafts of what is new among the records of a calendar, and propose what has changed.

    An event that is over or canceled when it is first read is not taken over.
    """
    taken = Taken()
    events: dict[str, ArrivingEvent] = {}
    for record in records:
        if isinstance(record, ArrivingEvent):
            events.setdefault(record.key, record)
    arrivals = _arrivals(events)
    new = [event for key, event in events.items() if _is_to_be_taken(event, arrivals.get(key))]
    if new:
        run = _import(calendar, records, new)
        taken.drafts, taken.problem = run.counts.get("created", 0), run.problem
        arrivals |= _arrivals(event.key for event in new)
    with transaction.atomic():
        _compare(calendar, events, arrivals, {event.key for event in new}, taken)
        if events and is_read_in_full(records):
            _look_for_gone(calendar, events, taken)
    return taken


def _without_address(event: ArrivingEvent) -> ArrivingEvent:
    """Return an event that asks for no redirect: whoever writes the calendar must not take over paths of this site."""
    return replace(event, address="", old_addresses=())


def _in_parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    everything = list(values)
    for start in range(0, len(everything), _TOGETHER):
        yield everything[start : start + _TOGETHER]


def _arrivals(keys: Iterable[str]) -> dict[str, Arrival]:
    found: dict[str, Arrival] = {}
    for some in _in_parts(keys):
        found |= {arrival.key: arrival for arrival in Arrival.objects.filter(origin=ORIGIN, key__in=some)}
    return found


def _is_to_be_taken(event: ArrivingEvent, arrival: Arrival | None) -> bool:
    is_new = arrival is None or not (arrival.record_digest or arrival.content_digest)
    return is_new and event.status != "cancelled" and not _is_over(event)


def _last_day(event: ArrivingEvent) -> datetime.date | None:
    return event.end_date or event.start_date


def _is_over(event: ArrivingEvent) -> bool:
    last = _last_day(event)
    return last is not None and last < timezone.localdate()


def _import(calendar: FollowedCalendar, records: list[ArrivingRecord], new: list[ArrivingEvent]) -> ImportRun:
    user = calendar.added_by if calendar.added_by and calendar.added_by.is_active else None
    below = calendar.below
    site = below.get_site() or Site.objects.get(is_default_site=True)
    needed = {event.series for event in new}
    known = _arrivals(needed)
    series = [
        record
        for record in records
        if isinstance(record, ArrivingSeries) and record.key in needed and record.key not in known
    ]
    options = ImportOptions(site=site, user=user, events_below=below, pages_below=below, posts_below=below)
    run = ImportRun(source="icalendar", file_name=calendar.host[:255], user=user, below=below)
    files = [file for event in new for file in event.files]
    return Importer(_Chosen([*files, *series, *map(_without_address, new)]), options, run).run()


def _compare(
    calendar: FollowedCalendar,
    events: dict[str, ArrivingEvent],
    arrivals: dict[str, Arrival],
    new: set[str],
    taken: Taken,
) -> None:
    followed = {event.key: event for event in calendar.events.all()}
    pages = _pages({key: arrivals[key] for key in events if key in arrivals and key not in followed})
    for key, record in events.items():
        digest, values = record_digest(record), values_of(record)
        event = followed.get(key)
        if event is None:
            if key not in pages:
                continue
            arrival = arrivals[key]
            is_as_taken = key in new or arrival.record_digest in (digest, record_digest(_without_address(record)))
            event = FollowedEvent(calendar=calendar, key=key, arrival=arrival, page_id=pages[key])
            event.settled = values if is_as_taken else {}
        elif event.digest == digest and not event.is_gone:
            continue
        else:
            is_as_taken = False
        event.digest, event.is_gone, event.last_day = digest, False, _last_day(record)
        event.save()
        if not is_as_taken:
            taken.proposals += propose_changes(event, values)
            event.save()


def _pages(arrivals: dict[str, Arrival]) -> dict[str, int]:
    """Return the keys of the events that were made of arrivals and are still here."""
    named = {key: int(arrival.object_id) for key, arrival in arrivals.items() if arrival.object_id.isdigit()}
    here: set[int] = set()
    for some in _in_parts(named.values()):
        here.update(EventPage.objects.filter(pk__in=some).values_list("pk", flat=True))
    return {key: page for key, page in named.items() if page in here}


def _look_for_gone(calendar: FollowedCalendar, events: dict[str, ArrivingEvent], taken: Taken) -> None:
    to_come = calendar.events.filter(is_gone=False, last_day__gte=timezone.localdate()).select_related("page")
    for event in to_come:
        if event.key not in events:
            event.is_gone = True
            event.save()
            taken.proposals += propose_to_cancel(event)
