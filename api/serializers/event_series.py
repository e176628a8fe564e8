"""Series of events."""

from collections.abc import Iterable, Sequence
from typing import Any

from rest_framework.fields import CharField, DateTimeField, IntegerField

from api.content import representations
from api.content.event_phases import depend_on_phases
from api.content.series_dates import FoundDate, SeriesDates
from api.formats import datetimes
from api.lists.columns import ID, text_column
from api.lists.filters import SLUGS, Filter
from api.requests import parameters
from api.requests.parameters import Parameter
from api.serializers.record import RecordSerializer
from api.shapes.image import ImageShape
from api.shapes.page_link import PageLinkShape
from api.tags.dependencies import depend_on_lists
from pages.fields.wall_clock import Phase
from pages.models import EventPage, EventSeries
from pages.models.event_phases import in_phases
from pages.visibility.visibility import Visibility


class SeriesDateShape(PageLinkShape):
    """A link to a date of a series, with its number in the series and the instant of its start."""

    number = IntegerField(allow_null=True)
    starts_at = DateTimeField(allow_null=True)


def _with_dates_in(queryset: Any, phases: list[str], visibility: Visibility) -> Any:
    depend_on_lists(EventPage)
    depend_on_phases(visibility.at)
    events = visibility.pages(EventPage.objects.filter(in_phases(phases, visibility.at), series__isnull=False))
    return queryset.filter(pk__in=events.order_by().values("series"))


def _of_series(queryset: Any, slugs: list[str], visibility: Visibility) -> Any:
    depend_on_lists(EventSeries)
    return queryset.filter(series__in=visibility.records(EventSeries.objects.filter(slug__in=slugs)))


#: The filter of events by their series.
SERIES = Filter(Parameter("series", SLUGS, "Comma-separated slugs of series of events: any."), _of_series)
#: The filter of series by their dates.
PHASE_OF_DATES = Filter(
    Parameter(
        "phase",
        parameters.list_of(parameters.one_of(list(Phase))),
        "Comma-separated: only series with a date in any of these phases.",
    ),
    _with_dates_in,
)


class EventSeriesSerializer(RecordSerializer):
    """A series of events, and its public dates. What is next is so at the instant of the response."""

    name = None  # type: ignore[assignment]  # so a serializer drops an inherited field
    title = CharField(source="name")
    summary = CharField()
    image = ImageShape(allow_null=True)
    next = SeriesDateShape(allow_null=True)
    count = IntegerField()
    dates = SeriesDateShape(many=True)

    model = EventSeries
    columns = (ID, text_column("title", "name"), text_column("slug"))
    default_order = "title"
    filters = (PHASE_OF_DATES,)
    list_excludes = frozenset({"dates"})

    def prepare(self, objects: Sequence[EventSeries]) -> None:
        wanted = {"next", "count", "dates"} & self.selected.names.keys()
        self._dates = SeriesDates([series.pk for series in objects] if wanted else [], self.related_objects.visibility)
        super().prepare(objects)

    def get_title(self, series: EventSeries) -> str:
        return series.name

    def collect_image(self, series: EventSeries) -> None:
        self.related_objects.want("images", series.image_id)

    def get_image(self, series: EventSeries) -> dict[str, Any] | None:
        return representations.image_representation(self.related_objects, series.image_id)

    def collect_next(self, series: EventSeries) -> None:
        self._want("next", filter(None, [self._dates.next(series.pk)]))

    def get_next(self, series: EventSeries) -> dict[str, Any] | None:
        found = self._dates.next(series.pk)
        return None if found is None else self._date(found)

    def get_count(self, series: EventSeries) -> int:
        return self._dates.count(series.pk)

    def collect_dates(self, series: EventSeries) -> None:
        self._want("dates", self._dates.listed(series.pk))

    def get_dates(self, series: EventSeries) -> list[dict[str, Any]]:
        return [date for date in map(self._date, self._dates.listed(series.pk)) if date is not None]

    def _want(self, field: str, dates: Iterable[FoundDate]) -> None:
        with_cards = self.shows_inside(field, "listing")
        representations.want_links(self.related_objects, [date.pk for date in dates], with_cards)

    def _date(self, date: FoundDate) -> dict[str, Any] | None:
        link = representations.page_link(self.related_objects, date.pk)
        if link is None:
            return None
        return {**link, "number": date.series_number, "starts_at": datetimes.format_instant(date.starts_at)}
