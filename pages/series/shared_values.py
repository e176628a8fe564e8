"""What the dates of a series share: all that editors fill in, except what belongs to one date."""

import datetime
import functools
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.text import capfirst

from pages.models import EventPage

#: Fields of the form that belong to one date.
OF_ONE_DATE = frozenset(
    {
        *("slug", "go_live_at", "expire_at", "start_date", "start_occurrence", "end_occurrence", "date_note"),
        *("status", "status_note", "rsvp_full", "canonical_url", "series", "series_number"),
    }
)
#: Days that are shared as their distance from the first day of the event.
RELATIVE_DAYS = ("end_date", "rsvp_opens_on", "rsvp_deadline_on")
#: Where the form's field and the stored one have different names.
_STORED = {"tags": "tagged_items"}
#: What the labels of fields begin with, by the beginning of their names.
_GROUPS = {"venue_": "Place", "online_": "Online", "access_": "Accessibility", "rsvp_": "Sign-up", "seo_": "Search"}
#: The labels of fields that the form shows beside others and calls only “at”.
_LABELS = {"rsvp_opens_time": "opens at", "rsvp_deadline_time": "closes at"}
#: What identifies a row, and the page that it belongs to.
_OF_ROWS = frozenset({"pk", "sort_order", "event", "content_object", "translation_key", "locale"})

Values = Mapping[str, Any]


@functools.cache
def shared_fields() -> Mapping[str, str]:
    """Return the labels of the fields, tags and lists of rows that dates share, by name: all of the form but a few."""
    form = EventPage.get_edit_handler().get_form_class()
    fields = {field.name: field for field in EventPage._meta.get_fields()}
    names = [name for name in form._meta.fields if name in fields and name not in OF_ONE_DATE]
    labels = {name: _label(name, _LABELS.get(name) or str(fields[name].verbose_name)) for name in names}
    relations = {name: capfirst(name.replace("_", " ")) for name in form.formsets if name != "comments"}
    return {**labels, **relations}


def _label(name: str, label: str) -> str:
    group = next((group for beginning, group in _GROUPS.items() if name.startswith(beginning)), None)
    return f"{group}: {label}" if group else capfirst(label)


def shared_values(event: EventPage) -> dict[str, Any]:
    """Return the values of ``shared_fields`` as JSON that can be compared, stored, and given to another event.

    Days are numbers of days from the first day of the event; rows have no keys of their own.
    """
    stored = _content(event)
    values = {name: _without_keys(stored.get(_STORED.get(name, name))) for name in shared_fields()}
    for name in RELATIVE_DAYS:
        day = getattr(event, name)
        known = day is not None and event.start_date is not None
        values[name] = (day - event.start_date).days if known else None
    return values


def with_values(event: EventPage, values: Values, names: Iterable[str]) -> EventPage:
    """Return ``event`` as it is with some of the ``shared_values`` of another; it may be new and is not saved."""
    content = _content(event)
    for name in names:
        value = values[name]
        if name in RELATIVE_DAYS:
            day = _days_after(event.start_date, value)
            content[name] = day.isoformat() if day else None
        else:
            content[_STORED.get(name, name)] = [{"pk": None, **row} for row in value] if _is_rows(value) else value
    if event.pk is None:
        return EventPage.from_serializable_data(content, check_fks=False)
    return event.with_content_json(content)


def _content(event: EventPage) -> dict[str, Any]:
    """Return the content of an event as a revision holds it: JSON."""
    content: dict[str, Any] = json.loads(json.dumps(event.serializable_data(), cls=DjangoJSONEncoder))
    return content


def _days_after(start: datetime.date | None, days: int | None) -> datetime.date | None:
    if start is None or days is None:
        return None
    try:
        return start + datetime.timedelta(days=days)
    except OverflowError:
        return None


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _without_keys(value: Any) -> Any:
    if not _is_rows(value):
        return value
    return [{name: inner for name, inner in row.items() if name not in _OF_ROWS} for row in value]
