"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Iterable
from typing import Any

import orjson

from api.entries.entry import Entry
from api.feeds.channel import Channel
from api.formats.datetimes import format_instant

JSON_FEED_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(channel: Channel, entries: Iterable[Entry]) -> bytes:
    """Return the feed as JSON, without missing values, as the specification requires."""
    return orjson.dumps(
        {
            "version": VERSION,
            "title": channel.title,
            "home_page_url": channel.url,
            "feed_url": channel.feed_url,
            "description": channel.summary,
            "authors": [{"name": channel.publisher, "url": channel.publisher_url}],
            "language": channel.language,
            "items": [_without_missing(_item(entry)) for entry in entries],
        }
    )


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.identifier,
        "url": entry.url,
        "external_url": entry.original_url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "image": entry.image["src"] if entry.image else None,
        "date_published": format_instant(entry.published),
        "date_modified": format_instant(entry.updated),
        "authors": [_author(author) for author in entry.authors],
        "tags": entry.categories,
        "language": entry.language,
    }


def _author(author: dict[str, Any]) -> dict[str, Any]:
    return _without_missing({"name": author["name"], "avatar": author["photo"]["src"] if author["photo"] else None})


def _without_missing(value: dict[str, Any]) -> dict[str, Any]:
    # An item without content is invalid, so ``content_html`` stays even if it is empty.
    return {name: inner for name, inner in value.items() if inner or name == "content_html"}
