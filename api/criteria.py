"""What lists of pages can be filtered and ordered by: declared once for each page type, for every list that holds it.

A page type that is not named here has what every page has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from api.columns import (
    ID,
    Column,
    boolean_column,
    choice_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from api.filters import AUTHOR, FROM, HOST, PHASE, SPEAKER, SUBJECTS, TO, TREE, Filter
from pages.models import EventPage, GuestBlogPost
from pages.visibility import Visibility

PAGE_COLUMNS = (
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
class Criteria:
    """The columns that a list can be filtered and ordered by, and its further filters."""

    columns: tuple[Column, ...] = PAGE_COLUMNS
    filters: tuple[Filter, ...] = TREE


#: What every page has.
COMMON = Criteria()
CRITERIA: Mapping[type[Page], Criteria] = {
    GuestBlogPost: Criteria(
        columns=(
            *PAGE_COLUMNS,
            date_column("published_on"),
            date_column("updated_on"),
            integer_column("reading_time_minutes"),
        ),
        filters=(*TREE, *SUBJECTS, AUTHOR),
    ),
    EventPage: Criteria(
        columns=(
            *PAGE_COLUMNS,
            instant_column("starts_at"),
            instant_column("ends_at"),
            choice_column("status", EventPage.Status.values),
            choice_column("attendance_mode", EventPage.AttendanceMode.values),
            boolean_column("all_day"),
        ),
        filters=(*TREE, *SUBJECTS, PHASE, FROM, TO, SPEAKER, HOST),
    ),
}


def criteria_of(types: Sequence[type[Page]]) -> Criteria:
    """Return what a list of pages of these types can be filtered and ordered by.

    One type has all of its own. Several have the columns of every page, and the filters that each of them declares.
    """
    first, *others = (CRITERIA.get(model, COMMON) for model in types)
    if not others:
        return first
    shared = (found for found in first.filters if all(found in other.filters for other in others))
    return Criteria(filters=tuple(found if found in TREE else _for_each(found, types) for found in shared))


def _for_each(of_one_type: Filter, types: Sequence[type[Page]]) -> Filter:
    """Return a filter of pages of several types that keeps what the given one keeps of each type."""

    def apply(queryset: Any, value: Any, visibility: Visibility) -> Any:
        kept = Q(pk__in=[])
        for model in types:
            # A plain page has no tags or topics; only a page of the type itself can be asked about them.
            found = of_one_type.apply(model._default_manager.all(), value, visibility)
            kept |= Q(pk__in=found.values("pk"))
        return queryset.filter(kept)

    return Filter(of_one_type.parameter, apply)
