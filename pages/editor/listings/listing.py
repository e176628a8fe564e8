"""Which columns and filters a list of pages has, by what their type declares."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django_filters.filters import Filter
from modelcluster.models import get_all_child_relations
from wagtail.admin.views.pages.listing import PageFilterSet

from pages.editor.listings.columns import (
    ListingColumn,
    ParticipantsColumn,
    TopicsColumn,
    date_column,
)
from pages.editor.listings.event_columns import event_columns
from pages.editor.listings.event_filters import EventStatusFilter, PhaseFilter, PlaceFilter, SeriesFilter
from pages.editor.listings.filters import DateFilter, ParticipantFilter, TopicsFilter
from pages.models import EventPage, Topic
from pages.models.base import BasePage, concrete_page_types
from pages.models.participant import Participant


@dataclass(frozen=True)
class Listing:
    """How the pages of one type are listed: the columns between title and status, and the filters by name.

    Date, topics and participants follow from the model: ``listing_date_field``, a field ``topics`` of ``Topic`` and
    child relations of ``Participant``. Events have columns and filters of their own besides.
    """

    model: type[BasePage]
    columns: tuple[ListingColumn, ...]
    filters: Mapping[str, Filter]

    def filterset(self, base: type[PageFilterSet]) -> type[PageFilterSet]:
        """Return the class of the list's filters: its own, and then those of ``base``."""
        made = type(f"{self.model.__name__}FilterSet", (base,), {**self.filters, "__doc__": base.__doc__})
        made.base_filters = {  # type: ignore[attr-defined]
            name: made.base_filters[name]  # type: ignore[attr-defined]
            for name in (*self.filters, *base.base_filters)
            if made.base_filters.get(name)  # type: ignore[attr-defined]
        }
        return made


@cache
def listing_of(model: Any) -> Listing:
    """Return how pages of a type that has a date are listed."""
    participants = [relation for relation in get_all_child_relations(model) if _names_participants(relation)]
    filters: dict[str, Filter] = {"date": DateFilter(model, "Date")}
    columns = [date_column(model), *(ParticipantsColumn(model, relation) for relation in participants)]
    if _has_topics(model):
        columns.append(TopicsColumn(model))
    if issubclass(model, EventPage):
        columns = event_columns()
        filters |= {"phase": PhaseFilter(), "event_status": EventStatusFilter(), "place": PlaceFilter()}
        filters["series"] = SeriesFilter()
    filters |= {relation.get_accessor_name(): ParticipantFilter(model, relation) for relation in participants}
    if _has_topics(model):
        filters["topics"] = TopicsFilter(model)
    return Listing(model, tuple(columns), filters)


def listed_types() -> list[type[BasePage]]:
    """Return the page types with a list of their own: those with a date that inherit it from no other type."""
    dated = [model for model in concrete_page_types() if model.listing_date_field]
    return [model for model in dated if not any(issubclass(model, other) for other in dated if other is not model)]


def _names_participants(relation: Any) -> bool:
    return issubclass(relation.related_model, Participant)


def _has_topics(model: type[BasePage]) -> bool:
    return any(field.name == "topics" and field.related_model is Topic for field in model._meta.many_to_many)
