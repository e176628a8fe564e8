"""The views of feeds: what the lists hold, for readers and calendars."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Case, F, When
from django.http import Http404, HttpResponse
from rest_framework.request import Request
from wagtail.models import Page

from api.entries.entry import Entry, EntryKind, entry_kind
from api.entries.event_component import CALENDAR_FIELDS, event_component
from api.entries.printable import printable
from api.feeds import atom, calendar, json_feed, rss
from api.feeds.channel import Channel, site_channel
from api.formats.feed_urls import feed_url
from api.lists.filters import LOCALE, depend_on_phases
from api.lists.pagination import DEFAULT_LIMIT, LIMIT
from api.lists.search import search_query
from api.registry.page_types import serializer_for
from api.requests import parameters
from api.requests.parameters import Parameter
from api.requests.selection import Selection
from api.views.base import SITE
from api.views.files import FileView
from api.views.pages import PageListView, PageView
from pages.models import EventPage
from pages.models.base import BasePage
from pages.search.results import found, searching

#: The most events that a calendar holds.
MAXIMUM_EVENTS = 1000


@dataclass(frozen=True)
class FeedFormat:
    """How a feed for readers is written."""

    content_type: str
    write: Callable[[Channel, Iterable[Entry]], bytes]


#: The formats of feeds for readers, by how an address ends.
FEED_FORMATS = {
    "rss": FeedFormat(rss.RSS_TYPE, rss.rss),
    "atom": FeedFormat(atom.ATOM_TYPE, atom.atom),
    "json": FeedFormat(json_feed.JSON_FEED_TYPE, json_feed.json_feed),
}


class FeedView(FileView, PageView):
    """What all feeds share: an answer about one site, in the one format of its address."""

    model: ClassVar[type[BasePage]]
    #: The fields of the API that the feed is made from.
    fields: ClassVar[Sequence[str]]

    def selection(self) -> Selection:
        """Return the fields that the feed is made from."""
        return Selection(dict.fromkeys(self.fields))

    def values(self, pages: Sequence[Page]) -> list[dict[str, Any]]:
        """Return what the API says of pages of the feed's type, as far as every format can carry it."""
        values: list[dict[str, Any]] = printable(self.build([(serializer_for(self.model), pages)], self.selection()))
        return values

    def channel(self, request: Request) -> Channel:
        """Return what the feed says of itself."""
        asked = {name: request.query_params[name] for name in self.query if name != SITE.name}
        url = feed_url(request.path, self.site, asked)
        return site_channel(self.site, self.visibility, self.model, url, self.query.get(LOCALE.parameter.name))


class FeedListView(FeedView, PageListView):
    """A feed that holds what a list does, with the list's filters and in one order."""

    list_parameters = (LIMIT,)
    default_limit: ClassVar[int] = DEFAULT_LIMIT

    def ordered(self, queryset: Any) -> Any:
        """Return the queryset in the order of the feed."""
        order = self.order()
        return order.apply(queryset) if order else queryset

    def rows(self) -> list[Any]:
        """Return the pages of the feed."""
        limit = self.query.get(LIMIT.name, self.default_limit)
        queryset, search = self.filtered(self.candidates()), search_query(self.query)
        if search is None:
            return list(self.ordered(queryset)[:limit])
        with searching():
            return list(self.ordered(found(queryset, search))[:limit])


class EntryFeedView(FeedListView):
    """A feed for readers, in one format."""

    kind: ClassVar[EntryKind]
    written: ClassVar[FeedFormat]

    def get(self, request: Request) -> HttpResponse:
        """Answer with the feed."""
        channel, rows = self.channel(request), self.rows()
        entries = [self.kind.make(row, value) for row, value in zip(rows, self.values(rows), strict=True)]
        return HttpResponse(self.written.write(channel, entries), content_type=self.written.content_type)


def entry_feed_view(model: type[BasePage], suffix: str) -> type[EntryFeedView]:
    """Return the view of the feed of a page type in the format of ``suffix``, one of ``FORMATS``."""
    kind = entry_kind(model)
    namespace = {
        "__doc__": f"{model._meta.verbose_name_plural} as {suffix}.".capitalize(),
        "model": model,
        "kind": kind,
        "fields": kind.fields,
        "default_order": kind.order,
        "written": FEED_FORMATS[suffix],
    }
    return type(f"{model.__name__}{suffix.title()}View", (EntryFeedView,), namespace)


class CalendarView(FeedView):
    """What both calendars share."""

    model = EventPage
    fields = CALENDAR_FIELDS

    def answer(self, request: Request, events: Sequence[EventPage], name: str) -> HttpResponse:
        """Return the events, which all have a date, as a calendar; ``name`` is that of the file."""
        components = [
            event_component(event, value, self.visibility.at)
            for event, value in zip(events, self.values(events), strict=True)
        ]
        body = calendar.calendar(self.channel(request), components)
        disposition = {"Content-Disposition": f'inline; filename="{name}.ics"'}
        return HttpResponse(body, content_type=calendar.CALENDAR_TYPE, headers=disposition)


class EventCalendarListView(CalendarView, FeedListView):
    """Events that have a date. Where there are too many, those that are not over come first, the next one foremost."""

    default_limit = MAXIMUM_EVENTS
    list_parameters = (
        Parameter(
            LIMIT.name,
            parameters.integer_between(0, MAXIMUM_EVENTS),
            f"How many events at most (default {MAXIMUM_EVENTS}).",
        ),
    )

    def candidates(self) -> Any:
        return super().candidates().filter(starts_at__isnull=False)

    def ordered(self, queryset: Any) -> Any:
        depend_on_phases(self.visibility.at)
        not_over = Case(When(over_at__gt=self.visibility.at, then=F("starts_at")))
        return queryset.order_by(not_over.asc(nulls_last=True), F("starts_at").desc(), "pk")

    def get(self, request: Request) -> HttpResponse:
        """Answer with the calendar."""
        return self.answer(request, self._in_one_language(self.rows()), "events")

    def _in_one_language(self, rows: Sequence[EventPage]) -> list[EventPage]:
        """Return each event once, as it starts: in the default language, or else in the first found.

        Its other languages are the same event with the same UID, which a calendar must not have twice.
        """
        events: dict[Any, EventPage] = {}
        language = self.visibility.language_code
        for row in sorted(rows, key=lambda row: language(row.locale_id) != settings.LANGUAGE_CODE):
            events.setdefault(row.translation_key, row)
        return sorted(events.values(), key=lambda event: (event.starts_at, event.pk))


class EventCalendarView(CalendarView):
    """One event that has a date."""

    def get(self, request: Request, key: str) -> HttpResponse:
        """Answer with the calendar of the event."""
        events = list(self.shown(EventPage, self.selection()).filter(pk=int(key), starts_at__isnull=False))
        if not events:
            raise Http404
        return self.answer(request, events, f"event-{events[0].pk}")
