"""The calendars (iCalendar) of each page type that declares one."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.http import Http404, HttpResponse
from icalendar import Event
from rest_framework.request import Request

from api.content.aliases import take_keys_of_originals
from api.entries.calendar_type import CalendarType
from api.feeds.feed_view import FeedListView, FeedView
from api.lists.pagination import LIMIT
from api.registry.page_types import page_types
from api.requests import parameters
from api.requests.parameters import Parameter
from pages.calendars.calendar_file import CALENDAR_TYPE, calendar_file
from pages.models.base import BasePage

#: The maximum number of events in a calendar.
MAXIMUM_EVENTS = 1000


class CalendarView(FeedView):
    """The base class of both calendars of a page type."""

    calendar_type: ClassVar[CalendarType]

    def calendar_response(self, request: Request, events: Sequence[Any], name: str) -> HttpResponse:
        """Return pages with dates as a calendar. ``name`` is the file name without its extension."""
        take_keys_of_originals(events)
        components = self.made(events, self._component)
        channel = self.channel(request)
        body = calendar_file(
            components,
            title=channel.title,
            url=channel.url,
            source_url=channel.feed_url,
            updated=channel.updated,
        )
        disposition = {"Content-Disposition": f'inline; filename="{name}.ics"'}
        return HttpResponse(body, content_type=CALENDAR_TYPE, headers=disposition)

    def _component(self, event: Any, value: dict[str, Any]) -> Event:
        component = self.calendar_type.component(event, value, self.visibility.at)
        # A value that the format cannot represent fails only here, and must not fail with all other events.
        component.to_ical()
        return component


class CalendarListView(CalendarView, FeedListView):
    """All pages with a date. If there are too many, those that are not over take precedence, the next one first."""

    default_limit = MAXIMUM_EVENTS
    #: The file name without its extension.
    file_name: ClassVar[str]
    list_parameters = (
        Parameter(
            LIMIT.name,
            parameters.integer_between(0, MAXIMUM_EVENTS),
            f"The maximum number of events (default {MAXIMUM_EVENTS}).",
        ),
    )

    def candidates(self) -> Any:
        return self.calendar_type.dated(super().candidates())

    def ordered(self, queryset: Any) -> Any:
        return self.calendar_type.order(queryset, self.visibility.at)

    def get(self, request: Request) -> HttpResponse:
        """Return the calendar."""
        return self.calendar_response(request, self._in_one_language(self.rows()), self.file_name)

    def _in_one_language(self, rows: Sequence[Any]) -> list[Any]:
        """Return each page once, by its start: in the default language, or else in the first language found.

        Its translations are the same event with the same UID, which a calendar must not contain twice.
        """
        events: dict[Any, Any] = {}
        language = self.visibility.language_code
        for row in sorted(rows, key=lambda row: language(row.locale_id) != settings.LANGUAGE_CODE):
            events.setdefault(row.translation_key, row)
        dated = [event for event in events.values() if self.calendar_type.starts_at(event) is not None]
        return sorted(dated, key=lambda event: (self.calendar_type.starts_at(event), event.pk))


class CalendarDetailView(CalendarView):
    """One page with a date."""

    def get(self, request: Request, key: str) -> HttpResponse:
        """Return the calendar of the page."""
        events = self.pages_of(self.calendar_type.dated(self.queryset(self.model)).filter(pk=int(key)))
        if not events:
            raise Http404
        return self.calendar_response(request, events, f"event-{events[0].pk}")


def calendar_views(model: type[BasePage]) -> tuple[type[CalendarListView], type[CalendarDetailView]]:
    """Return the views of a page type's calendars: one for many pages, one for a single page."""
    page_type = page_types()[model]
    namespace = {
        "model": model,
        "calendar_type": page_type.calendar,
        "fields": page_type.calendar.fields,
        "file_name": page_type.endpoint,
    }
    return (
        type(
            f"{model.__name__}CalendarListView", (CalendarListView,), {**namespace, "__doc__": CalendarListView.__doc__}
        ),
        type(
            f"{model.__name__}CalendarDetailView",
            (CalendarDetailView,),
            {**namespace, "__doc__": CalendarDetailView.__doc__},
        ),
    )
