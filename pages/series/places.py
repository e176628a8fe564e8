"""Which of the dates of its series an event is, for editors: drafts count."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pages.models import EventPage


@dataclass(frozen=True)
class SeriesDate:
    """A date of a series: the key of its page, and its day if it has one."""

    pk: int
    day: datetime.date | None


@dataclass(frozen=True)
class PlaceInSeries:
    """Which date of a series an event is, from 1 on, of how many, and its neighbors. ``series`` is the name."""

    series: str
    position: int
    count: int
    previous: SeriesDate | None
    next: SeriesDate | None

    @property
    def words(self) -> str:
        """The place in words: “Date 3 of 6”."""
        return f"Date {self.position} of {self.count}"


def places_in_series(events: Iterable[EventPage]) -> dict[int, PlaceInSeries]:
    """Return the places of those of the ``events`` that are dates of a series, by key, with one query.

    Dates are in the order of their days as they are published or first saved, those without a day last. The dates of
    each language are counted by themselves, and aliases are not counted.
    """
    wanted = {event.pk: (event.series_id, event.locale_id) for event in events if event.series_id and event.pk}
    if not wanted:
        return {}
    dates = EventPage.objects.filter(series__in={series for series, _ in wanted.values()}, alias_of=None)
    columns = dates.order_by("start_date", "start_time", "pk")
    listed: dict[tuple[int | None, int], list[SeriesDate]] = defaultdict(list)
    names: dict[int, str] = {}
    for key, day, series, name, locale in columns.values_list(
        "pk", "start_date", "series", "series__name", "locale_id"
    ):
        assert series is not None  # noqa: S101  (the query asks for events of a series)
        listed[series, locale].append(SeriesDate(key, day))
        names[series] = name
    places = {}
    for group in wanted.values():
        # Databases do not agree on where those without a day stand.
        in_order = sorted(listed[group], key=lambda date: date.day is None)
        for index, date in enumerate(in_order):
            if wanted.get(date.pk) == group:
                before = in_order[index - 1] if index else None
                after = in_order[index + 1] if index + 1 < len(in_order) else None
                places[date.pk] = PlaceInSeries(names[group[0] or 0], index + 1, len(in_order), before, after)
    return places
