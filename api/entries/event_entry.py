"""The entry of an event in a feed."""

from typing import Any

from api.content.event_status import status_label
from api.entries.entry import PAGE_FIELDS, Entry, EntryType, changed_at, common_parts, published_at, whole_text
from api.entries.when import when
from api.entries.where import where
from api.rich_text.simple_html import paragraph
from pages.models.base import BasePage
from pages.models.event_page import EventPage

#: The API fields from which the entry of an event is built.
EVENT_FIELDS = (*PAGE_FIELDS, "status", "status_note", "start", "end", "date_note", "venue", "attendance_mode")


def event_entry(event: BasePage, value: dict[str, Any]) -> Entry:
    """Return the entry of an event. Its date is that of the announcement, not of the event."""
    published = published_at(None, event.first_published_at)
    # While it is postponed, its date is void.
    dated = "" if value["status"] == EventPage.Status.POSTPONED else when(value["start"], value["end"])
    facts = (status_line(value), dated or value["date_note"], where(value))
    return Entry(
        **common_parts(event, value),
        html="".join(paragraph(fact) for fact in facts) + whole_text(value),
        authors=[],
        published=published,
        updated=changed_at(event, published),
    )


def status_line(value: dict[str, Any]) -> str:
    """Return the status of an event and the editor's note on it, or the note alone while the event is scheduled."""
    return ": ".join(part for part in (status_label(value["status"]), value["status_note"]) if part)


EVENT_ENTRY = EntryType(EVENT_FIELDS, event_entry, "-first_published_at")
