"""Makes an event of a component of a calendar."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from icalendar import Event
from icalendar.prop import vBinary

from arrivals.calendars.moments import Moment, property_moment
from arrivals.calendars.zones import Zones
from arrivals.contents.embedded_files import EmbeddedFiles
from arrivals.contents.places import Place, coordinate, is_meeting, is_sign_up, place_of
from arrivals.contents.plain_html import plain_html, text_or_html
from arrivals.records.event import ArrivingEvent
from arrivals.records.page import Publicity
from arrivals.records.participant import ArrivingParticipant
from pages.fields.wall_clock import WallClock, classify

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
_LONGEST_TITLE = 255


@dataclass(frozen=True)
class Times:
    """When an event takes place. ``end`` is exclusive for days, and ``None`` if it is not known."""

    start: Moment
    end: datetime.datetime | None
    notes: tuple[str, ...] = ()


def times_of(component: Event, zones: Zones) -> Times | None:
    """Return when a component takes place (RFC 5545, 3.6.1), or ``None`` if its start cannot be read."""
    start = property_moment(component.get("DTSTART"), zones)
    if start is None:
        return None
    notes = []
    if start.guessed:
        place = start.zone.key
        notes.append(f"The time zone “{start.guessed}” is not known. The time is taken for that of {place}: check it.")
    end = property_moment(component.get("DTEND"), zones)
    duration = getattr(component.get("DURATION"), "dt", None)
    wall = None
    if end is not None:
        wall = end.in_zone(start.zone).wall
    elif isinstance(duration, datetime.timedelta):
        wall = _after(start, duration)
    if wall is not None and wall <= start.wall:
        if wall < start.wall:
            notes.append("It ends before it starts. The end is left out.")
        wall = None
    return Times(start, wall, tuple(notes))


def _after(start: Moment, duration: datetime.timedelta) -> datetime.datetime | None:
    try:
        return start.wall + duration
    except OverflowError:
        return None


def event_record(component: Event, times: Times, key: str) -> ArrivingEvent:
    """Return a component as an event. ``times`` are its own."""
    files = EmbeddedFiles()
    pictures, attachments = _attachments(component, files)
    place = _place(component)
    url = _web_address(component.get("URL")) or place.page_url
    if is_meeting(url):
        place, url = replace(place, online_url=place.online_url or url), ""
    status, publicity, notes = _standing(component)
    event = ArrivingEvent(
        key=key,
        title=" ".join(str(component.get("SUMMARY", "")).split())[:_LONGEST_TITLE] or "Untitled event",
        html=_text(component) + attachments,
        address=url,
        publicity=publicity,
        feature_image=pictures[0] if pictures else "",
        files=tuple(files.files),
        status=status,
        attendance_mode=place.attendance_mode,
        venue=place.venue,
        online_url=place.online_url,
        rsvp_mode="url" if is_sign_up(url) else "",
        rsvp_url=url if is_sign_up(url) else "",
        hosts=tuple(_hosts(component)),
        tags=tuple(_tags(component)),
        notes=(*times.notes, *filter(None, [place.note]), *notes, *_left_out(component, pictures)),
    )
    return at(event, times, times.start.wall)


def at(event: ArrivingEvent, times: Times, wall: datetime.datetime) -> ArrivingEvent:
    """Return an event at another start on the same clock: it lasts as long, and ends at the same time of the clock."""
    start = times.start
    end = None if times.end is None else wall + (times.end - start.wall)
    if start.is_day:
        last = None if end is None else end - datetime.timedelta(days=1)
        return replace(
            event,
            all_day=True,
            start_date=wall.date(),
            end_date=last.date() if last is not None and last.date() > wall.date() else None,
            time_zone=start.zone.key,
        )
    notes = event.notes
    if classify(wall, start.zone) is WallClock.NEVER:
        notes = (*notes, f"On {wall:%Y-%m-%d}, the clocks go forward, and there is no {wall:%H:%M}: check the time.")
    return replace(
        event,
        start_date=wall.date(),
        start_time=wall.time(),
        end_date=end.date() if end is not None and end.date() != wall.date() else None,
        end_time=None if end is None else end.time(),
        time_zone=start.zone.key,
        notes=notes,
    )


def _place(component: Event) -> Place:
    place = place_of(str(component.get("LOCATION", "")))
    point = component.get("GEO")
    latitude, longitude = (coordinate(getattr(point, name, None), most) for name, most in _COORDINATES)
    structured = component.get("X-APPLE-STRUCTURED-LOCATION")
    if latitude is None and str(structured or "").startswith("geo:"):
        found = str(structured).removeprefix("geo:").split(";")[0].split(",")
        if len(found) >= 2:
            latitude, longitude = coordinate(found[0], 90), coordinate(found[1], 180)
    if latitude is not None and longitude is not None and (latitude or longitude):
        place = replace(place, venue=replace(place.venue, latitude=latitude, longitude=longitude))
    for name in (
        "CONFERENCE",
        "X-GOOGLE-CONFERENCE",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL",
        "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    ):
        for value in _listed(component.get(name)):
            if not place.online_url and (url := _web_address(value)):
                place = replace(place, online_url=url)
    return place


_COORDINATES = (("latitude", 90), ("longitude", 180))


def _text(component: Event) -> str:
    for alternative in _listed(component.get("X-ALT-DESC")):
        if "html" in str(getattr(alternative, "params", {}).get("FMTTYPE", "")).lower():
            return str(alternative).strip()
    return text_or_html(str(component.get("DESCRIPTION", "")))


def _attachments(component: Event, files: EmbeddedFiles) -> tuple[list[str], str]:
    """Return the addresses of attached pictures, and links to the other files as HTML."""
    pictures, links = [], []
    for value in [*_listed(component.get("ATTACH")), *_listed(component.get("IMAGE"))]:
        kind = str(getattr(value, "params", {}).get("FMTTYPE", "")).lower()
        if isinstance(value, vBinary):
            if kind in _SUFFIXES and (content := _decoded(value)) is not None:
                pictures.append(files.take(partial(BytesIO, content), _SUFFIXES[kind], ""))
            continue
        url = _web_address(value)
        if url and (kind.startswith("image/") or urlsplit(url).path.lower().endswith(_PICTURES)):
            pictures.append(url)
        elif url:
            links.append(url)
    return pictures, "".join(map(plain_html, links))


def _decoded(value: vBinary) -> bytes | None:
    try:
        content: bytes = type(value).from_ical(value.to_ical())
    except ValueError:
        return None
    return content


def _standing(component: Event) -> tuple[str, Publicity, list[str]]:
    status = str(component.get("STATUS", "")).upper()
    if status == "CANCELLED":
        return "cancelled", Publicity.PUBLIC, []
    if str(component.get("CLASS", "")).upper() in ("PRIVATE", "CONFIDENTIAL"):
        return "", Publicity.RESTRICTED, ["It is private in the calendar."]
    if status == "TENTATIVE":
        return "", Publicity.DRAFT, ["It is not certain yet (its status is tentative)."]
    return "scheduled", Publicity.PUBLIC, []


def _hosts(component: Event) -> Iterator[ArrivingParticipant]:
    """Yield who invites, if it is named: the address is not taken over."""
    for organizer in _listed(component.get("ORGANIZER")):
        name = " ".join(str(getattr(organizer, "params", {}).get("CN", "")).strip("\"'").split())
        if name and "@" not in name and name.casefold() not in ("unknown organizer", "unknown"):
            yield ArrivingParticipant(name=name[:_LONGEST_TITLE])


def _tags(component: Event) -> Iterator[str]:
    names = (
        " ".join(str(name).split()) for group in _listed(component.get("CATEGORIES")) for name in _categories(group)
    )
    yield from dict.fromkeys(name[:100] for name in names if name)


def _categories(group: Any) -> list[Any]:
    return list(getattr(group, "cats", [group]))


def _left_out(component: Event, pictures: list[str]) -> Iterator[str]:
    if people := len(_listed(component.get("ATTENDEE"))):
        yield f"{people} {'guest is' if people == 1 else 'guests are'} not taken over."
    if len(pictures) > 1:
        yield f"{len(pictures) - 1} more attached pictures are not taken over."
    for related in _listed(component.get("RELATED-TO")):
        yield f"It belongs to another entry of the calendar ({str(related)[:100]})."
    broken = [name for name, _ in component.errors if name not in ("DTSTAMP", "CREATED", "LAST-MODIFIED", None)]
    if broken:
        yield f"What the calendar says of {', '.join(dict.fromkeys(broken))} cannot be read, or is there twice."
    if any(name is None for name, _ in component.errors):
        yield "It has lines that are no lines of a calendar, and are left out."


def _web_address(value: Any) -> str:
    text = "" if value is None else str(_listed(value)[0]).strip() if _listed(value) else ""
    return text if text.lower().startswith(("http://", "https://")) and len(text) <= 2000 else ""


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
