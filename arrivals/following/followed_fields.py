"""The fields of an event in which a calendar is followed, and their values as they are kept, compared and shown."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, time_format

from arrivals.records.event import ArrivingEvent
from arrivals.writing.filling.event import VENUE
from arrivals.writing.fitting import shortened
from pages.fields.plain_text import plain_text
from pages.models import EventPage

BODY = "body"
_PLAIN = ("title", "start_date", "start_time", "end_date", "end_time", "all_day", "online_url", "rsvp_url")
#: Those of which a record that says nothing changes nothing.
_KNOWN_ONLY = ("time_zone", "status", "attendance_mode", "rsvp_mode")
_PLACE = tuple(f"venue_{name}" for name in VENUE)


def values_of(record: ArrivingEvent) -> dict[str, Any]:
    """Return the values of a record by the names of the fields of ``EventPage``, as JSON has them; texts are HTML."""
    values = {name: getattr(record, name) for name in _PLAIN}
    values |= {name: value for name in _KNOWN_ONLY if (value := getattr(record, name))}
    values |= {f"venue_{name}": getattr(record.venue, name) for name in VENUE}
    return {**{name: _plain(name, value) for name, value in values.items()}, BODY: record.html}


def value_here(event: EventPage, name: str) -> Any:
    """Return the value of a field of a page in the same form; of the text, its words."""
    if name == BODY:
        return " ".join(event.body.stream_block.get_searchable_content(event.body))
    return _plain(name, getattr(event, name))


def are_same(name: str, one: Any, other: Any) -> bool:
    """Return whether two values of a field say the same. Of texts, words count, and not their form."""
    if name == BODY:
        return _letters(one) == _letters(other)
    return (one or None) == (other or None)


def label_of(name: str) -> str:
    """Return what editors call a field."""
    if name == BODY:
        return "Text"
    label = str(EventPage._meta.get_field(name).verbose_name)
    return f"Place: {label}" if name in _PLACE else f"{label[:1].upper()}{label[1:]}"


def shown(name: str, value: Any) -> str:
    """Return a value as editors read it."""
    if name == BODY:
        return plain_text(value or "")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if not value:
        return ""
    if name.endswith("_date"):
        return date_format(datetime.date.fromisoformat(value))
    if name.endswith("_time"):
        return time_format(datetime.time.fromisoformat(value))
    choices = dict(EventPage._meta.get_field(name).flatchoices) if name in _KNOWN_ONLY else {}
    return str(choices.get(value, value))


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        field: Any = EventPage._meta.get_field(name)
        return shortened(value, field.max_length or len(value) + 1)
    return value


def _letters(html: str | None) -> str:
    return "".join(filter(str.isalnum, plain_text(html or "")))
