"""Atom (RFC 4287), with the whole text and every author."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from api.entries.entry import Entry
from api.feeds.channel import Channel
from api.feeds.item import item_of

ATOM_TYPE = "application/atom+xml; charset=utf-8"


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime.datetime:
        return super().latest_post_date() if self.items else self.feed["updated"]

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author["name"])
            handler.endElement("author")
        handler.addQuickElement("content", item["html"], {"type": "html"})


def atom(channel: Channel, entries: Iterable[Entry]) -> bytes:
    """Return the feed as Atom. The publisher is the author of entries without authors (RFC 4287, 4.1.1)."""
    feed = _Atom(
        channel.title,
        channel.url,
        "",
        language=channel.language,
        subtitle=channel.summary,
        feed_url=channel.feed_url,
        feed_guid=channel.feed_url,
        author_name=channel.publisher,
        author_link=channel.publisher_url,
        updated=channel.updated,
    )
    for entry in entries:
        feed.add_item(**item_of(entry), language=entry.language)
    return feed.writeString("utf-8").encode()
