"""What the rows of tables say: people, organizations and events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.text import slugify

from arrivals.contents.countries import country_codes
from arrivals.contents.keys import digest, topic_key
from arrivals.contents.places import coordinate, place_of
from arrivals.contents.plain_html import text_or_html
from arrivals.contents.zone_names import zone_called
from arrivals.records.event import ArrivingEvent, ArrivingVenue
from arrivals.records.organization import ArrivingOrganization
from arrivals.records.page import Publicity
from arrivals.records.participant import ArrivingParticipant
from arrivals.records.person import ArrivingPerson
from arrivals.records.record import ArrivingRecord
from arrivals.records.topic import ArrivingTopic
from arrivals.sources.source import ReadOptions
from arrivals.tables.table_reader import row_key
from arrivals.tables.values import Values
from pages.models import EventPage
from pages.records.organization import Organization

_LONGEST = 255
_STATUSES = {"canceled": "cancelled", "confirmed": "scheduled", "moved online": "moved_online", "planned": "scheduled"}
_KINDS = {
    "ngo": "nonprofit",
    "nonprofit": "nonprofit",
    "charity": "nonprofit",
    "labor union": "union",
    "business": "company",
}


def person(values: Values, options: ReadOptions) -> Iterator[ArrivingRecord]:
    """Yield the organization that a person belongs to, and the person."""
    name = values.text("name", _LONGEST) or " ".join(
        filter(None, (values.text("first_name"), values.text("last_name")))
    )
    if not name:
        return
    organization = values.text("organization", _LONGEST)
    key = f"organization:{digest(organization)}" if organization else ""
    if organization:
        yield ArrivingOrganization(key=key, name=organization)
    website = values.url("website")
    yield ArrivingPerson(
        key=row_key("person", values, name),
        name=name[:_LONGEST],
        slug=slugify(values.text("slug")),
        job_title=values.text("job_title", _LONGEST),
        organization=key,
        biography=text_or_html(values.lines("biography")),
        photo=values.url("photo"),
        links=(("Website", website),) if website else (),
    )


def organization(values: Values, options: ReadOptions) -> Iterator[ArrivingRecord]:
    """Yield an organization."""
    name = values.text("name", _LONGEST)
    if not name:
        return
    yield ArrivingOrganization(
        key=row_key("organization", values, name),
        name=name,
        slug=slugify(values.text("slug")),
        short_name=values.text("short_name", 64),
        kind=_kind(values),
        url=values.url("url"),
        description=text_or_html(values.lines("description")),
        logo=values.url("logo"),
    )


def event(values: Values, options: ReadOptions) -> Iterator[ArrivingRecord]:
    """Yield the topics of an event, and the event."""
    title = values.text("title", _LONGEST)
    if not title:
        return
    topics = tuple(values.words("topics"))
    for name in topics:
        yield ArrivingTopic(key=topic_key(name), name=name)
    start_date, start_time = values.date_and_time("start")
    end_date, end_time = values.date_and_time("end")
    start_date, start_time = start_date or values.date("start_date"), start_time or values.time("start_time")
    end_date, end_time = end_date or values.date("end_date"), end_time or values.time("end_time")
    venue, online_url, mode = _place(values)
    rsvp_url, rsvp_email = values.url("rsvp_url"), values.text("rsvp_email")
    all_day = values.flag("all_day")
    price = values.decimal("price")
    yield ArrivingEvent(
        key=row_key("event", values, title, str(start_date or "")),
        title=title,
        subtitle=values.text("subtitle"),
        html=text_or_html(values.lines("description")),
        address=values.url("url"),
        publicity=Publicity.DRAFT,
        feature_image=values.url("image"),
        start_date=start_date,
        start_time=None if all_day else start_time,
        end_date=end_date if end_date != start_date else None,
        end_time=None if all_day else end_time,
        all_day=all_day,
        time_zone=_zone(values, options).key,
        status=_status(values),
        attendance_mode=mode,
        venue=venue,
        online_url=online_url,
        rsvp_mode="url" if rsvp_url else "email" if rsvp_email else "",
        rsvp_url=rsvp_url,
        rsvp_email=rsvp_email,
        price=price,
        price_currency=values.text("currency", 3).upper() if price is not None else "",
        hosts=tuple(ArrivingParticipant(name=name[:_LONGEST]) for name in values.words("hosts")),
        speakers=tuple(ArrivingParticipant(name=name[:_LONGEST]) for name in values.words("speakers")),
        topics=tuple(map(topic_key, topics)),
        tags=tuple(values.words("tags")),
    )


def _place(values: Values) -> tuple[ArrivingVenue, str, str]:
    """Return the venue, the address to join, and how to attend."""
    place = place_of(values.text("venue"))
    own = {name: values.text(name, _LONGEST) for name in ("room", "street", "locality", "region")}
    venue = replace(
        place.venue,
        **{name: value for name, value in own.items() if value},
        postal_code=values.text("postal_code", 32) or place.venue.postal_code,
        country=_country(values) or place.venue.country,
        latitude=coordinate(values.text("latitude"), 90),
        longitude=coordinate(values.text("longitude"), 180),
    )
    place = replace(place, venue=venue, online_url=values.url("online_url") or place.online_url)
    if place.note:
        values.notes.append(place.note)
    return venue, place.online_url, place.attendance_mode


def _country(values: Values) -> str:
    text = values.text("country")
    if not text:
        return ""
    code = country_codes().get(text.casefold(), "")
    if not code:
        values.refuse("country", "is no country")
    return code


def _zone(values: Values, options: ReadOptions) -> ZoneInfo:
    name = values.text("time_zone")
    zone = zone_called(name) if name else options.time_zone
    if zone is None:
        values.refuse("time_zone", f"is no time zone. {options.time_zone.key} is taken.")
    return zone or options.time_zone


def _status(values: Values) -> str:
    return _choice(values, "status", EventPage.Status.choices, _STATUSES)


def _kind(values: Values) -> str:
    return _choice(values, "kind", Organization.Kind.choices, _KINDS)


def _choice(values: Values, field: str, choices: Sequence[tuple[str, str | Promise]], others: Mapping[str, str]) -> str:
    """Return the value of a choice that is given by its value, its label or another usual word."""
    text = values.text(field).casefold()
    known = {str(label).casefold(): value for value, label in choices} | {value: value for value, _ in choices}
    found = known.get(text) or others.get(text) or known.get(text.removesuffix("s"), "")
    if text and not found:
        values.refuse(field, f"is not one of {', '.join(str(label) for _, label in choices)}")
    return found
