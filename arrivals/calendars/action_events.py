"""Reads the events of Action Network and Mobilize, as their interfaces for programs give them.

The fields are those of the documentation of Action Network's API, version 2 (which follows OSDI), and of Mobilize's
API, version 1. A file is one answer to a request for events, or several in a list.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from arrivals.contents.keys import record_key
from arrivals.contents.places import coordinate, is_meeting
from arrivals.contents.plain_html import text_or_html
from arrivals.records.event import ArrivingEvent, ArrivingVenue
from arrivals.records.page import Publicity
from arrivals.records.participant import ArrivingParticipant
from arrivals.records.record import ArrivingRecord
from arrivals.records.remark import ArrivingRemark
from arrivals.records.series import ArrivingSeries
from arrivals.safety.json_files import read_json
from arrivals.sources.source import ReadOptions, Source, SourceError
from pages.fields.wall_clock import known_time_zones

Item = Mapping[str, Any]


@dataclass(frozen=True)
class ActionEventsReader:
    """Reads events of either platform, which their shapes tell apart."""

    items: list[Item]
    options: ReadOptions
    origin: str

    def records(self) -> Iterator[ArrivingRecord]:
        """Yield the events; those with several times as series."""
        for number, item in enumerate(self.items, 1):
            try:
                if self.origin == "mobilize":
                    yield from _mobilize(item, self.options)
                else:
                    yield _action_network(item, self.options)
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
                sentence = f"Event {number} ({str(item.get('title', ''))[:100]}) is not as documented, and left out."
                yield ArrivingRemark(key=f"remark:{number}", sentence=sentence)


def read_action_events(path: Path, options: ReadOptions) -> ActionEventsReader:
    """Return what reads such a file. Raise ``SourceError`` if it is none."""
    value = read_json(path)
    items: list[Item] = []
    origins = set()
    for answer in value if isinstance(value, list) else [value]:
        embedded = answer.get("_embedded") if isinstance(answer, Mapping) else None
        if isinstance(embedded, Mapping) and isinstance(found := embedded.get("osdi:events"), list):
            origins.add("action_network")
        elif isinstance(answer, Mapping) and isinstance(found := answer.get("data"), list):
            origins.add("mobilize")
        else:
            origins.add("")
            continue
        items += [item for item in found if isinstance(item, Mapping)]
    if len(origins) != 1 or "" in origins:
        raise SourceError(f"{path.name} holds no events of Action Network or Mobilize as their interfaces give them.")
    return ActionEventsReader(items, options, origins.pop())


def _action_network(item: Item, options: ReadOptions) -> ArrivingEvent:
    start, end = (_wall(item.get(name)) for name in ("start_date", "end_date"))
    if start is None:
        raise ValueError("start")
    identifiers = [str(name) for name in item.get("identifiers", [])]
    identifier = next((name for name in identifiers if name.startswith("action_network:")), identifiers[0])
    url = _text(item.get("browser_url"))
    venue = _venue(item.get("location"))
    note = "Action Network names no time zone: the time is taken for one of {}. Check it."
    return ArrivingEvent(
        key=record_key("event", identifier),
        title=_text(item.get("title") or item.get("name")) or "Untitled event",
        html=text_or_html(str(item.get("description") or "")),
        address=url,
        publicity=Publicity.DRAFT if item.get("action_network:hidden") else Publicity.PUBLIC,
        feature_image=_text(item.get("featured_image_url")),
        **_when(start, end, options.time_zone),
        status="cancelled" if item.get("status") == "cancelled" else "scheduled",
        attendance_mode="in_person" if venue.name or venue.street else "",
        venue=venue,
        rsvp_mode="url" if url else "",
        rsvp_url=url,
        notes=(note.format(options.time_zone.key),),
    )


def _mobilize(item: Item, options: ReadOptions) -> Iterator[ArrivingRecord]:
    named = str(item.get("timezone") or "")
    zone = ZoneInfo(named) if named in known_time_zones() else options.time_zone
    times = sorted((int(slot["start_date"]), int(slot["end_date"]), str(slot["id"])) for slot in item["timeslots"])
    if not times:
        raise ValueError("timeslots")
    title = _text(item.get("title")) or "Untitled event"
    identifier = str(item["id"])
    series = ""
    if len(times) > 1:
        series = record_key("series", identifier)
        yield ArrivingSeries(key=series, name=title, summary=_text(item.get("summary")))
    url = _text(item.get("browser_url"))
    venue = _venue(item.get("location"))
    sponsor = item.get("sponsor")
    host = _text(sponsor.get("name")) if isinstance(sponsor, Mapping) else ""
    online = _text(item.get("virtual_action_url"))
    is_online = bool(item.get("is_virtual")) or item.get("location") is None
    for number, (start, end, slot) in enumerate(times, 1):
        walls = (_clock(second, zone) for second in (start, end))
        yield ArrivingEvent(
            key=record_key("event", f"{identifier}:{slot}" if series else identifier),
            title=title,
            summary=_text(item.get("summary")),
            html=text_or_html(str(item.get("description") or "")),
            address="" if series else url,
            publicity=Publicity.RESTRICTED if item.get("visibility") == "PRIVATE" else Publicity.PUBLIC,
            feature_image=_text(item.get("featured_image_url")),
            **_when(next(walls), next(walls), zone),
            status="scheduled",
            attendance_mode="online" if is_online else "in_person",
            venue=ArrivingVenue() if is_online else venue,
            online_url=online if is_meeting(online) else "",
            rsvp_mode="url" if url else "",
            rsvp_url=url,
            hosts=(ArrivingParticipant(name=host),) if host else (),
            tags=tuple(_text(tag.get("name")) for tag in item.get("tags") or [] if isinstance(tag, Mapping)),
            series=series,
            series_number=number if series else None,
        )


def _when(start: datetime.datetime, end: datetime.datetime | None, zone: ZoneInfo) -> dict[str, Any]:
    known = end if end is not None and end > start else None
    return {
        "start_date": start.date(),
        "start_time": start.time(),
        "end_date": known.date() if known is not None and known.date() != start.date() else None,
        "end_time": None if known is None else known.time(),
        "time_zone": zone.key,
    }


def _clock(second: int, zone: ZoneInfo) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(second, zone).replace(tzinfo=None, fold=0)


def _wall(value: Any) -> datetime.datetime | None:
    """Return the time of the clock that Action Network writes: what it says of an offset is not that of the place."""
    return datetime.datetime.fromisoformat(str(value)).replace(tzinfo=None, microsecond=0) if value else None


def _venue(value: Any) -> ArrivingVenue:
    if not isinstance(value, Mapping):
        return ArrivingVenue()
    found = value.get("location")
    point: Item = found if isinstance(found, Mapping) else {}
    lines = [_text(line) for line in value.get("address_lines") or [] if _text(line)]
    country = _text(value.get("country")).upper()
    return ArrivingVenue(
        name=_text(value.get("venue"))[:255],
        street=", ".join(lines)[:255],
        locality=_text(value.get("locality"))[:255],
        region=_text(value.get("region"))[:255],
        postal_code=_text(value.get("postal_code"))[:32],
        country=country if len(country) == 2 else "",
        latitude=coordinate(point.get("latitude"), 90),
        longitude=coordinate(point.get("longitude"), 180),
    )


def _text(value: Any) -> str:
    return " ".join(str(value or "").split())


ACTION_EVENTS = Source(
    name="action_events",
    label="Events of Action Network or Mobilize (JSON)",
    suffixes=(".json",),
    read=read_action_events,
)
