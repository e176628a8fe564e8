"""Filters of page lists. Each works in a list of one type, and in one of pages of several types."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django_filters.filters import CharFilter, DateFromToRangeFilter, Filter, ModelMultipleChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget

from pages.models import EventPage, Topic
from pages.models.base import BasePage
from pages.models.participant import Participant
from pages.search.query import SearchQuery
from pages.search.words import folded_words


class OwnFilter(Filter):
    """A filter by what pages of one type have; of a list with several types, it leaves pages of that type only."""

    page_type: type[BasePage]

    def filter(self, queryset: Any, value: Any) -> Any:
        condition = self.condition(value) if value else None
        if condition is None:
            return queryset
        return queryset.filter(pk__in=self.page_type._base_manager.filter(condition).values("pk"))

    def condition(self, value: Any) -> Q | None:
        """Return the condition for pages of the type, or ``None`` if the value filters nothing."""
        raise NotImplementedError


class DateFilter(OwnFilter, DateFromToRangeFilter):
    """Pages whose date is in a range of days. An event is found on each of its days, unless it is postponed."""

    def __init__(self, model: type[BasePage], label: str) -> None:
        super().__init__(label=label, widget=DateRangePickerWidget)
        self.page_type = model

    def condition(self, value: Any) -> Q:
        start, end = (moment and _day(moment) for moment in (value.start, value.stop))
        is_event = issubclass(self.page_type, EventPage)
        condition = ~Q(status=EventPage.Status.POSTPONED) if is_event else Q()
        first = self.page_type.listing_date_field
        if end:
            condition &= Q(**{f"{first}__lte": end})
        if start:
            begins_later = Q(**{f"{first}__gte": start})
            condition &= begins_later | Q(end_date__gte=start) if is_event else begins_later
        return condition


class ParticipantFilter(OwnFilter, CharFilter):
    """Pages with a participant whose name has these words or beginnings of words, without regard to accents."""

    def __init__(self, model: type[BasePage], relation: Any) -> None:
        self.rows: type[Participant] = relation.related_model
        super().__init__(label=str(self.rows._meta.verbose_name).capitalize())
        self.page_type, self.key = model, relation.field.attname

    def condition(self, value: Any) -> Q | None:
        query = SearchQuery.parse(value)
        if not query.words:
            return None
        named = self.rows._default_manager.annotate(printed=Participant.PRINTED_NAME).values_list("printed", self.key)
        return Q(pk__in={key for name, key in named if name and _has_words(folded_words(name), query.words)})


class TopicsFilter(OwnFilter, ModelMultipleChoiceFilter):
    """Pages with any of the topics."""

    def __init__(self, model: type[BasePage]) -> None:
        super().__init__(label="Topic", queryset=Topic.objects.all(), widget=CheckboxSelectMultiple)
        self.page_type = model

    def condition(self, value: Any) -> Q:
        return Q(topics__in=value)


def _has_words(words: Iterable[str], beginnings: Iterable[str]) -> bool:
    found = list(words)
    return all(any(word.startswith(beginning) for word in found) for beginning in beginnings)


def _day(moment: datetime.datetime) -> datetime.date:
    return timezone.localtime(moment).date()
