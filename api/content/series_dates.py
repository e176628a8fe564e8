"""Finds the public dates of series of events."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple, TypedDict

from django.conf import settings

from api.tags.dependencies import depend_on_clock, depend_on_lists
from pages.models.event_page import EventPage
from pages.visibility.visibility import Visibility

#: The maximum number of dates that a series lists.
MOST_DATES = 100


class FoundDate(NamedTuple):
    """A public event of a series: the key of its page, and what orders it among the others."""

    pk: int
    series_number: int | None
    starts_at: datetime.datetime | None
    over_at: datetime.datetime | None
    status: str

    def may_come(self, at: datetime.datetime) -> bool:
        """Tell whether the event takes place and is not over at the instant ``at``."""
        void = (EventPage.Status.CANCELLED, EventPage.Status.POSTPONED)
        return self.status not in void and self.over_at is not None and self.over_at > at


class PlaceInSeries(TypedDict):
    """Which of the public dates of its series an event is, from 1 on; ``None`` if it is none of them.

    ``is_next`` tells whether it is the first one that takes place and is not over.
    """

    position: int | None
    count: int
    is_next: bool


class SeriesDates:
    """The public dates of several series at one instant, soonest first, those without a date last.

    An event that is published in several languages is one date: the page in the default language stands for it, if
    there is one.
    """

    def __init__(self, series: Collection[int], visibility: Visibility) -> None:
        self._at = visibility.at
        self._found: dict[int, list[FoundDate]] = defaultdict(list)
        self._translations: dict[int, uuid.UUID] = {}
        if not series:
            return
        depend_on_lists(EventPage)
        # An alias is the same event at a second place.
        events = visibility.pages(EventPage.objects.filter(series__in=series, alias_of__isnull=True))
        columns = ("translation_key", "locale_id", "series_id", *FoundDate._fields)
        seen = set()
        rows = [
            (visibility.language_code(locale) != settings.LANGUAGE_CODE, locale, translation, key, FoundDate(*row))
            for translation, locale, key, *row in events.order_by().values_list(*columns)
        ]
        for _, _, translation, key, found in sorted(rows, key=lambda row: (*row[:2], row[4].pk)):
            if (key, translation) not in seen:
                seen.add((key, translation))
                self._found[key].append(found)
                self._translations[found.pk] = translation
        for dates in self._found.values():
            depend_on_clock(self._at, *(date.over_at for date in dates))
            dates.sort(key=lambda date: (date.starts_at is None, date.starts_at or self._at, date.pk))

    def count(self, series: int) -> int:
        """Return the number of public dates of a series."""
        return len(self._found[series])

    def next(self, series: int) -> FoundDate | None:
        """Return the first date that takes place and is not over, or ``None``."""
        return next((date for date in self._found[series] if date.may_come(self._at)), None)

    def place(self, event: EventPage) -> PlaceInSeries:
        """Return which date of its series an event is; an alias or a translation is the date that it shows."""
        series = event.series_id or 0
        dates = self._found[series]
        for position, date in enumerate(dates, 1):
            if date.pk in (event.pk, event.alias_of_id) or self._translations[date.pk] == event.translation_key:
                return PlaceInSeries(position=position, count=len(dates), is_next=date is self.next(series))
        return PlaceInSeries(position=None, count=len(dates), is_next=False)

    def listed(self, series: int) -> Sequence[FoundDate]:
        """Return the dates of a series: the last ``MOST_DATES`` of them."""
        return self._found[series][-MOST_DATES:]
