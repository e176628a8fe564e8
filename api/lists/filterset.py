"""The filters and columns of lists of pages, declared once per page type for every list that contains it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from api.lists.columns import ID, Column, boolean_column, instant_column, text_column
from api.lists.filters import TREE, Filter, column_filters
from pages.visibility.visibility import Visibility

COMMON_COLUMNS = (
    ID,
    text_column("title"),
    text_column("slug"),
    boolean_column("show_in_menus"),
    text_column("seo_title"),
    text_column("search_description"),
    instant_column("first_published_at"),
    instant_column("last_published_at"),
)


@dataclass(frozen=True)
class FilterSet:
    """The columns by which a list can be filtered and ordered, and its other filters."""

    columns: tuple[Column, ...] = COMMON_COLUMNS
    filters: tuple[Filter, ...] = TREE

    @cached_property
    def all_filters(self) -> tuple[Filter, ...]:
        """The filters of the columns, and the other filters."""
        return (*column_filters(self.columns), *self.filters)

    def extended(self, *columns: Column, filters: tuple[Filter, ...] = ()) -> "FilterSet":
        """Return this filter set with more columns and filters."""
        return FilterSet((*self.columns, *columns), (*self.filters, *filters))


#: The filter set that all pages share.
COMMON = FilterSet()


def shared_filterset(types: Mapping[type[Page], FilterSet]) -> FilterSet:
    """Return the filter set of a list of pages of these types.

    One type has all of its filters and columns. Several types have the columns of all pages, and the filters that each
    of them declares.
    """
    first, *others = types.values()
    if not others:
        return first
    shared = (found for found in first.filters if all(found in other.filters for other in others))
    return FilterSet(filters=tuple(found if found in TREE else _for_each(found, tuple(types)) for found in shared))


def _for_each(of_one_type: Filter, types: tuple[type[Page], ...]) -> Filter:
    """Return a filter of pages of several types that applies the given filter to each type."""

    def apply(queryset: Any, value: Any, visibility: Visibility) -> Any:
        kept = Q(pk__in=[])
        for model in types:
            # ``Page`` has no tags or topics, so the filter needs a queryset of the type itself.
            found = of_one_type.apply(model._default_manager.all(), value, visibility)
            kept |= Q(pk__in=found.values("pk"))
        return queryset.filter(kept)

    return Filter(of_one_type.parameter, apply, of_one_type.check)
