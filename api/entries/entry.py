"""The entry of a page in a feed, independent of the feed's format."""

import datetime
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from api.blocks.body import body_html
from api.registry.page_types import page_types, serializer_for
from api.rich_text.simple_html import absolute_rich_text
from pages.models.base import BasePage

#: The API fields from which the entry of any page is built.
PAGE_FIELDS = ("html_url", "locale", "title", "summary", "feature_image", "topics", "tags", "intro", "body")
#: Further fields that are used if the page type has them.
OPTIONAL_FIELDS = ("authors",)
#: The offsets from UTC of the time zones in which a day ends last and begins first.
FARTHEST_ZONES = (datetime.timedelta(hours=-12), datetime.timedelta(hours=14))


@dataclass(frozen=True)
class Entry:
    """One item of a feed. ``html`` is the whole text with absolute links; ``image`` is an image object of the API.

    ``identifier`` stays the same when the page moves or the host changes.
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
    #: The URL where the text first appeared, if that was on another site.
    original_url: str | None = None


@dataclass(frozen=True)
class EntryType:
    """How pages of a type become entries.

    ``fields`` are the API fields that ``make`` needs. ``make`` takes a page and these fields as the API serves them.
    ``order`` is the order of the feed, written like the ``order`` parameter of a list.
    """

    fields: Sequence[str]
    make: Callable[[Any, dict[str, Any]], Entry]
    order: str


def page_entry(page: BasePage, value: dict[str, Any]) -> Entry:
    """Return the entry of a page of any type. Its date is the instant of the first publication."""
    published = published_at(None, page.first_published_at)
    return Entry(
        **common_parts(page, value),
        html=whole_text(value),
        authors=value.get("authors", []),
        published=published,
        updated=changed_at(page, published),
    )


def entry_type(model: type[BasePage]) -> EntryType:
    """Return the declared entry type of a registered page type, or the default one."""
    served = serializer_for(model).shape()
    fields = [name for name in (*PAGE_FIELDS, *OPTIONAL_FIELDS) if name in served]
    declared: EntryType | None = page_types()[model].entry
    return declared or EntryType(fields, page_entry, "-first_published_at")


def common_parts(page: BasePage, value: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of ``Entry`` that are the same for all page types."""
    topics = [topic["name"] for topic in value.get("topics", [])]
    # A column that somebody wrote to by hand may hold what is no key.
    key = page.translation_key or uuid.uuid5(uuid.NAMESPACE_URL, page_url(value))
    return {
        "identifier": uuid.uuid5(key, value["meta"]["locale"]).urn,
        "language": value["meta"]["locale"],
        "url": page_url(value),
        "title": value["title"],
        "summary": value["summary"],
        "categories": list(dict.fromkeys([*topics, *value.get("tags", [])])),
        "image": value["feature_image"] if value["feature_image"] and value["feature_image"]["src"] else None,
    }


def page_url(value: dict[str, Any]) -> str:
    """Return the URL of a page on its frontend, from its fields as the API serves them."""
    return str(value["meta"]["html_url"])


def whole_text(value: dict[str, Any]) -> str:
    """Return the introduction and the body of a page as HTML with absolute links."""
    return absolute_rich_text(value.get("intro", ""), page_url(value)) + body_html(value["body"], page_url(value))


def changed_at(page: BasePage, published: datetime.datetime) -> datetime.datetime:
    """Return the instant of the last change of a page, which is never before ``published``."""
    return max(published, (page.last_published_at or published).replace(microsecond=0))


def published_at(day: str | None, first_published_at: datetime.datetime | None) -> datetime.datetime:
    """Return the instant of publication of a page that is dated ``day`` (ISO 8601).

    If the page was first published on that day in any time zone, it is that instant. Otherwise it is noon in UTC,
    which is the same day almost everywhere.
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
