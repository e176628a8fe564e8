"""What a feed says of one page, whatever its format."""

import datetime
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.blocks.html import body_html
from api.entries.when import when
from api.entries.where import where
from api.registry.page_types import serializer_for
from api.rich_text.simple_html import absolute_rich_text, element, html_text, link, paragraph
from pages.models import EventPage, GuestBlogPost
from pages.models.base import BasePage

#: The fields of the API that an entry is made from, by what it is about.
PAGE_FIELDS = ("html_url", "locale", "title", "summary", "feature_image", "topics", "tags", "intro", "body")
#: What an entry of any other page is made from as well, where its type has it.
OPTIONAL_FIELDS = ("authors",)
POST_FIELDS = (
    *PAGE_FIELDS,
    *("published_on", "updated_on", "authors", "disclaimer", "original_publication", "corrections"),
)
EVENT_FIELDS = (*PAGE_FIELDS, "status", "status_note", "start", "end", "date_note", "venue", "attendance_mode")
#: Between the first and the last hour of a day anywhere on Earth, and its hours in UTC.
FARTHEST_ZONES = (datetime.timedelta(hours=-12), datetime.timedelta(hours=14))


@dataclass(frozen=True)
class Entry:
    """One item of a feed. ``html`` is the whole text, with absolute links; ``image`` an image object of the API.

    ``identifier`` stays the same wherever the page moves and whatever the host is called.
    """

    identifier: str
    language: str
    url: str
    title: str
    summary: str
    html: str
    authors: list[dict[str, Any]]
    categories: list[str]
    image: dict[str, Any] | None
    published: datetime.datetime
    updated: datetime.datetime
    #: Where the text appeared first, if that is elsewhere.
    original_url: str | None = None


@dataclass(frozen=True)
class EntryKind:
    """How pages of a type become entries.

    ``fields`` are those of the API that ``make`` needs; it takes a page and these fields as the API serves them.
    ``order`` is that of the feed, written as ``order`` of a list.
    """

    fields: Sequence[str]
    make: Callable[[Any, dict[str, Any]], Entry]
    order: str


def page_entry(page: BasePage, value: dict[str, Any]) -> Entry:
    """Return what a feed says of a page of any type. It is dated by when it was first published."""
    published = _published(None, page.first_published_at)
    return Entry(
        **_common(page, value),
        html=_text(value),
        authors=value.get("authors", []),
        published=published,
        updated=_changed(page, published),
    )


def post_entry(post: BasePage, value: dict[str, Any]) -> Entry:
    """Return what a feed says of a post."""
    published = _published(value["published_on"], post.first_published_at)
    updated = _published(value["updated_on"], None) if value["updated_on"] else published
    original = value["original_publication"] or {}
    ending = [paragraph(value["disclaimer"]), _original(original, _url(value))]
    ending += [paragraph(f"{correction['date']}: {correction['text']}") for correction in value["corrections"]]
    return Entry(
        **_common(post, value),
        html=_text(value) + "".join(ending),
        authors=value["authors"],
        published=published,
        updated=max(published, updated),
        original_url=original.get("url"),
    )


def event_entry(event: BasePage, value: dict[str, Any]) -> Entry:
    """Return what a feed says of an event. It is dated by when it was announced, not by when it happens."""
    published = _published(None, event.first_published_at)
    facts = (status_line(value), when(value["start"], value["end"]) or value["date_note"], where(value))
    return Entry(
        **_common(event, value),
        html="".join(paragraph(fact) for fact in facts) + _text(value),
        authors=[],
        published=published,
        updated=_changed(event, published),
    )


#: The types of pages of which a feed says more than of any page.
ENTRY_KINDS: Mapping[type[BasePage], EntryKind] = {
    GuestBlogPost: EntryKind(POST_FIELDS, post_entry, "-published_on"),
    EventPage: EntryKind(EVENT_FIELDS, event_entry, "-first_published_at"),
}


def entry_kind(model: type[BasePage]) -> EntryKind:
    """Return how pages of a type become entries."""
    served = serializer_for(model).shape()
    fields = [name for name in (*PAGE_FIELDS, *OPTIONAL_FIELDS) if name in served]
    return ENTRY_KINDS.get(model) or EntryKind(fields, page_entry, "-first_published_at")


def status_line(value: dict[str, Any]) -> str:
    """Return what has become of an event, and the editor's note on it; nothing where all is as planned."""
    status = EventPage.Status(value["status"])
    label = "" if status == EventPage.Status.SCHEDULED else str(status.label)
    return ": ".join(part for part in (label, value["status_note"]) if part)


def _common(page: BasePage, value: dict[str, Any]) -> dict[str, Any]:
    topics = [topic["name"] for topic in value.get("topics", [])]
    return {
        "identifier": uuid.uuid5(page.translation_key, value["meta"]["locale"]).urn,
        "language": value["meta"]["locale"],
        "url": _url(value),
        "title": value["title"],
        "summary": value["summary"],
        "categories": list(dict.fromkeys([*topics, *value.get("tags", [])])),
        "image": value["feature_image"] if value["feature_image"] and value["feature_image"]["src"] else None,
    }


def _url(value: dict[str, Any]) -> str:
    return str(value["meta"]["html_url"])


def _text(value: dict[str, Any]) -> str:
    return absolute_rich_text(value.get("intro", ""), _url(value)) + body_html(value["body"], _url(value))


def _changed(page: BasePage, published: datetime.datetime) -> datetime.datetime:
    return max(published, (page.last_published_at or published).replace(microsecond=0))


def _original(original: dict[str, Any], page_url: str) -> str:
    if not original:
        return ""
    shown = link(original["url"], original["title"] or original["url"], page_url)
    return element("p", ", ".join(filter(None, (shown, html_text(original["published_on"] or "")))))


def _published(day: str | None, first_published_at: datetime.datetime | None) -> datetime.datetime:
    """Return the instant at which something of a certain day was published.

    It is known if the page was published on that day, in whatever zone. Otherwise it is noon in UTC, which is the same
    day almost everywhere.
    """
    first = (first_published_at or datetime.datetime.fromtimestamp(0, datetime.UTC)).astimezone(datetime.UTC)
    first = first.replace(microsecond=0)
    if day is None:
        return first
    on = datetime.date.fromisoformat(day)
    earliest, latest = ((first + zone).date() for zone in FARTHEST_ZONES)
    if earliest <= on <= latest:
        return first
    return datetime.datetime.combine(on, datetime.time(12), datetime.UTC)
