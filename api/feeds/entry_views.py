"""The feeds of each page type with an endpoint, as RSS, Atom and JSON Feed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from api.entries.entry import Entry, EntryType, entry_type
from api.feeds import atom, json_feed, rss
from api.feeds.channel import Channel
from api.feeds.feed_view import FeedListView
from pages.models.base import BasePage


@dataclass(frozen=True)
class FeedFormat:
    """The media type of a feed format, and the function that writes it."""

    content_type: str
    write: Callable[[Channel, Iterable[Entry]], bytes]


#: The feed formats, by the suffixes of their paths.
FEED_FORMATS = {
    "rss": FeedFormat(rss.RSS_TYPE, rss.rss),
    "atom": FeedFormat(atom.ATOM_TYPE, atom.atom),
    "json": FeedFormat(json_feed.JSON_FEED_TYPE, json_feed.json_feed),
}


class EntryFeedView(FeedListView):
    """A feed in one format."""

    entry_type: ClassVar[EntryType]
    written: ClassVar[FeedFormat]

    def get(self, request: Request) -> HttpResponse:
        """Return the feed."""
        channel, rows = self.channel(request), self.rows()
        entries = self.made(rows, self.entry_type.make)
        return HttpResponse(self.written.write(channel, entries), content_type=self.written.content_type)


def entry_feed_view(model: type[BasePage], suffix: str) -> type[EntryFeedView]:
    """Return the view of the feed of a page type in the format of ``suffix``, one of ``FEED_FORMATS``."""
    made_as = entry_type(model)
    namespace = {
        "__doc__": f"{model._meta.verbose_name_plural} as {suffix}.".capitalize(),
        "model": model,
        "entry_type": made_as,
        "fields": made_as.fields,
        "default_order": made_as.order,
        "written": FEED_FORMATS[suffix],
    }
    return type(f"{model.__name__}{suffix.title()}View", (EntryFeedView,), namespace)
