"""RSS 2.0, with the whole text and every author."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.feedgenerator import Rss201rev2Feed

from api.entries.entry import Entry
from api.feeds.channel import Channel
from api.feeds.item import item_of

RSS_TYPE = "application/rss+xml; charset=utf-8"


class _Rss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def latest_post_date(self) -> datetime.datetime:
        return super().latest_post_date() if self.items else self.feed["updated"]

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author["name"])
        handler.addQuickElement("content:encoded", item["html"])


def rss(channel: Channel, entries: Iterable[Entry]) -> bytes:
    """Return the feed as RSS 2.0. ``pubDate`` is when an entry was published; RSS has no date of change."""
    feed = _Rss(
        channel.title,
        channel.url,
        channel.summary,
        language=channel.language,
        feed_url=channel.feed_url,
        updated=channel.updated,
    )
    for entry in entries:
        feed.add_item(**item_of(entry), unique_id_is_permalink=False)
    return feed.writeString("utf-8").encode()
