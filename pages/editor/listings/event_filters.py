"""The filters of lists of events, besides those that every list with a date has."""

from typing import Any

from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django_filters.filters import ModelMultipleChoiceFilter, MultipleChoiceFilter

from pages.database.alphabet import alphabetical
from pages.editor.listings.event_columns import PHASE_LABELS
from pages.editor.listings.filters import OwnFilter
from pages.editor.visible_pages import visible_pages
from pages.models import EventSeries
from pages.models.event_page import EventPage
from pages.models.event_phases import in_phases


class PhaseFilter(OwnFilter, MultipleChoiceFilter):
    """Events in any of the phases now."""

    page_type = EventPage

    def __init__(self) -> None:
        choices = [(phase.value, label) for phase, label in PHASE_LABELS.items()]
        super().__init__(label="Phase", choices=choices, widget=CheckboxSelectMultiple)

    def condition(self, value: Any) -> Q:
        return in_phases(value, timezone.now())


class EventStatusFilter(OwnFilter, MultipleChoiceFilter):
    """Events with any of the statuses."""

    page_type = EventPage

    def __init__(self) -> None:
        super().__init__(label="Takes place", choices=EventPage.Status.choices, widget=CheckboxSelectMultiple)

    def condition(self, value: Any) -> Q:
        return Q(status__in=value)


class PlaceFilter(OwnFilter, MultipleChoiceFilter):
    """Events in any of the towns, of those that the user may see, or online."""

    page_type = EventPage
    #: What stands for events that people can join online; it cannot be the name of a town.
    ONLINE = "/online"

    def __init__(self) -> None:
        super().__init__(label="Place", widget=CheckboxSelectMultiple)

    @property
    def field(self) -> Any:
        # The choices are those of the user, whom only the set of filters of this request knows.
        self.extra["choices"] = self._choices()
        return super().field

    def _choices(self) -> list[tuple[str, str]]:
        events = EventPage.objects.exclude(venue_locality="").exclude(attendance_mode=EventPage.AttendanceMode.ONLINE)
        events = events.filter(pk__in=visible_pages(self.parent.request.user).values("pk"))
        towns = events.order_by(alphabetical("venue_locality")).values_list("venue_locality", flat=True).distinct()
        return [(self.ONLINE, "Online"), *((town, town) for town in towns)]

    def condition(self, value: Any) -> Q:
        modes = EventPage.AttendanceMode
        found = Q(venue_locality__in=value) & ~Q(attendance_mode=modes.ONLINE)
        return found | Q(attendance_mode__in=(modes.ONLINE, modes.HYBRID)) if self.ONLINE in value else found


class SeriesFilter(OwnFilter, ModelMultipleChoiceFilter):
    """Events that are dates of any of the series."""

    page_type = EventPage

    def __init__(self) -> None:
        super().__init__(label="Series", queryset=EventSeries.objects.all(), widget=CheckboxSelectMultiple)

    def condition(self, value: Any) -> Q:
        return Q(series__in=value)
