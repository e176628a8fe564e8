"""An event as an iCalendar component (RFC 5545, 3.6.1)."""

import datetime
from typing import Any

from django.utils.encoding import iri_to_uri
from icalendar import Event

from api.entries.event_entry import status_line
from api.entries.where import where
from pages.calendars.event_times import add_times, in_utc
from pages.models import EventPage

#: The API fields from which the component is built.
CALENDAR_FIELDS = (
    *("html_url", "locale", "title", "summary", "status", "status_note", "date_note", "attendance_mode", "venue"),
    *("online", "topics", "tags", "rsvp", "hosts"),
)
Status = EventPage.Status
#: Every other status is CONFIRMED, and the description states the event's status in words.
CALENDAR_STATUSES = {Status.POSTPONED: "TENTATIVE", Status.CANCELLED: "CANCELLED"}


def event_component(event: EventPage, value: dict[str, Any], at: datetime.datetime) -> Event:
    """Return the component of an event with a date, from its fields as the API serves them.

    All languages of an event share one UID, so calendars treat them as one event. It names no host (RFC 7986, 5.3).
    """
    component = Event()
    component.add("UID", str(event.translation_key))
    changed = event.last_published_at or event.first_published_at or at
    # With METHOD, this is when the object was created (3.8.7.2): here, the last publication, the same for all readers.
    component.add("DTSTAMP", in_utc(changed))
    component.add("LAST-MODIFIED", in_utc(changed))
    component.add("CREATED", in_utc(event.first_published_at or changed))
    component.add("SEQUENCE", event.sequence)
    component.add("STATUS", CALENDAR_STATUSES.get(Status(value["status"]), "CONFIRMED"))
    add_times(component, event)
    _add_texts(component, value)
    _add_addresses(component, value)
    return component


def _add_texts(component: Event, value: dict[str, Any]) -> None:
    language = {"LANGUAGE": value["meta"]["locale"]}
    component.add("SUMMARY", value["title"], parameters=language)
    component.add("DESCRIPTION", _description(value), parameters=language)
    if place := where(value):
        component.add("LOCATION", place, parameters=language)
    if categories := [*(topic["name"] for topic in value["topics"]), *value["tags"]]:
        component.add("CATEGORIES", list(dict.fromkeys(categories)), parameters=language)


def _description(value: dict[str, Any]) -> str:
    """Return the editors' texts about the event. URLs are included, since many calendars show only the description."""
    venue, online, rsvp = value["venue"] or {}, _online(value), value["rsvp"]
    sign_up = rsvp["url"] or rsvp["email"] or rsvp["phone"]
    parts = (
        status_line(value),
        value["date_note"],
        value["summary"],
        venue.get("note"),
        venue.get("accessibility"),
        " ".join(filter(None, (online.get("platform"), online.get("url")))),
        online.get("note"),
        ": ".join(filter(None, (rsvp["label"], sign_up))) if sign_up else "",
        value["meta"]["html_url"],
    )
    return "\n\n".join(part.strip() for part in parts if part)


def _add_addresses(component: Event, value: dict[str, Any]) -> None:
    component.add("URL", value["meta"]["html_url"])
    venue, online = value["venue"] or {}, _online(value)
    if where(value) and venue["latitude"] is not None and venue["longitude"] is not None:
        component.add("GEO", (venue["latitude"], venue["longitude"]))
    if online.get("url"):
        label = {"LABEL": online["platform"]} if online["platform"] else {}
        component.add("CONFERENCE", iri_to_uri(online["url"]), parameters={"VALUE": "URI", **label})
    # Calendars send replies to the organizer, so there is one only if the sign-up has a public e-mail address.
    if email := value["rsvp"]["email"]:
        names = [value["rsvp"]["contact_name"], *(host["name"] for host in value["hosts"])]
        name = next(filter(None, names), "")
        component.add("ORGANIZER", f"mailto:{email}", parameters={"CN": name} if name else {})


def _online(value: dict[str, Any]) -> dict[str, Any]:
    return value["online"] or {} if value["attendance_mode"] != "in_person" else {}
