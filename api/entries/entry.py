"""What a feed says of one page, whatever its format."""

import datetime
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from api.blocks.body import body_html
from api.registry.page_types import page_types, serializer_for
from api.rich_text.simple_html import absolute_rich_text
from pages.models.base import BasePage

#: The fields of the API that an entry of any page is made from.
PAGE_FIELDS = ("html_url", "locale", "title", "summary", "feature_image", "topics", "tags", "intro", "body")
#: What an entry of any other page is made from as well, where its type has it.
OPTIONAL_FIELDS = ("authors",)
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
class EntryType:
    """How pages of a type become entries.

    ``fields`` are those of the API that ``make`` needs; it takes a page and these fields as the API serves them.
    ``order`` is that of the feed, written as ``order`` of a list.
    """

    fields: Sequence[str]
    make: Callable[[Any, dict[str, Any]], Entry]
    order: str


def page_entry(page: BasePage, value: dict[str, Any]) -> Entry:
    """Return what a feed says of a page of any type. It is dated by when it was first published."""
    published = published_at(None, page.first_published_at)
    return Entry(
        **common_parts(page, value),
        html=whole_text(value),
        authors=value.get("authors", []),
        published=published,
        updated=changed_at(page, published),
    )


def entry_type(model: type[BasePage]) -> EntryType:
    """Return how pages of a registered type become entries."""
    served = serializer_for(model).shape()
    fields = [name for name in (*PAGE_FIELDS, *OPTIONAL_FIELDS) if name in served]
    declared: EntryType | None = page_types()[model].entry
    return declared or EntryType(fields, page_entry, "-first_published_at")


def common_parts(page: BasePage, value: dict[str, Any]) -> dict[str, Any]:
    """Return what every entry says, whatever it is about: arguments of ``Entry``."""
    topics = [topic["name"] for topic in value.get("topics", [])]
    return {
        "identifier": uuid.uuid5(page.translation_key, value["meta"]["locale"]).urn,
        "language": value["meta"]["locale"],
        "url": page_url(value),
        "title": value["title"],
        "summary": value["summary"],
        "categories": list(dict.fromkeys([*topics, *value.get("tags", [])])),
        "image": value["feature_image"] if value["feature_image"] and value["feature_image"]["src"] else None,
    }


def page_url(value: dict[str, Any]) -> str:
    """Return the URL of a page on its frontend, given its fields as the API serves them."""
    return str(value["meta"]["html_url"])


def whole_text(value: dict[str, Any]) -> str:
    """Return the opening and the body of a page as HTML with absolute links."""
    return absolute_rich_text(value.get("intro", ""), page_url(value)) + body_html(value["body"], page_url(value))


def changed_at(page: BasePage, published: datetime.datetime) -> datetime.datetime:
    """Return when a page that was published at an instant last changed."""
    return max(published, (page.last_published_at or published).replace(microsecond=0))


def published_at(day: str | None, first_published_at: datetime.datetime | None) -> datetime.datetime:
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
