"""Filters of lists: each is a query parameter and what it keeps of a queryset."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from api import parameters
from api.parameters import Parameter
from api.problems import InvalidParameters, ParameterError
from pages.event_times import Phase
from pages.models import EventHost, EventPage, EventSpeaker, Organization, Person, PostAuthor
from pages.visibility import Visibility

Apply = Callable[[QuerySet[Any], Any, Visibility], QuerySet[Any]]


@dataclass(frozen=True)
class Filter:
    """A parameter and what it keeps."""

    parameter: Parameter
    apply: Apply


def column(name: str, parse: Callable[[str], Any], description: str = "") -> Filter:
    """Keep the objects whose column equals the value."""
    text = description or f"Only those whose {name.replace('_', ' ')} is exactly this."
    return Filter(Parameter(name, parse, text), lambda queryset, value, _: queryset.filter(**{name: value}))


def choice(name: str, values: Iterable[str]) -> Filter:
    """Keep the objects whose column is one of the given values."""
    parameter = Parameter(name, parameters.items(parameters.one_of(values)), f"Comma-separated: any of these {name}.")
    return Filter(parameter, lambda queryset, chosen, _: queryset.filter(**{f"{name}__in": chosen}))


def _tagged(queryset: QuerySet[Any], names: list[str], _: Visibility) -> QuerySet[Any]:
    for name in names:
        queryset = queryset.filter(tags__name=name)
    return queryset


TAGS = Filter(Parameter("tags", parameters.items(), "Comma-separated: only those that carry every one."), _tagged)
TOPIC = Filter(
    Parameter("topic", parameters.words(100), "Slug of a topic."),
    lambda queryset, slug, _: queryset.filter(topics__slug=slug),
)


def _written_by(queryset: QuerySet[Any], slugs: list[str], visibility: Visibility) -> QuerySet[Any]:
    people = visibility.records(Person.objects.filter(slug__in=slugs))
    return queryset.filter(pk__in=PostAuthor.objects.filter(person__in=people).values("post"))


def _spoken_at_by(queryset: QuerySet[Any], slugs: list[str], visibility: Visibility) -> QuerySet[Any]:
    people = visibility.records(Person.objects.filter(slug__in=slugs))
    return queryset.filter(pk__in=EventSpeaker.objects.filter(person__in=people, confirmed=True).values("event"))


def _hosted_by(queryset: QuerySet[Any], slugs: list[str], visibility: Visibility) -> QuerySet[Any]:
    people = visibility.records(Person.objects.filter(slug__in=slugs))
    organizations = visibility.records(Organization.objects.filter(slug__in=slugs))
    rows = EventHost.objects.filter(Q(person__in=people) | Q(organization__in=organizations), confirmed=True)
    return queryset.filter(pk__in=rows.values("event"))


AUTHOR = Filter(Parameter("author", parameters.items(), "Comma-separated slugs of people."), _written_by)
SPEAKER = Filter(Parameter("speaker", parameters.items(), "Comma-separated slugs of people."), _spoken_at_by)
HOST = Filter(Parameter("host", parameters.items(), "Comma-separated slugs of people or organisations."), _hosted_by)


def phase_condition(phase: str, at: datetime.datetime) -> Q:
    """Return what the database must hold for an event to be in a phase at an instant."""
    unscheduled = Q(status=EventPage.Status.POSTPONED) | Q(starts_at__isnull=True)
    return {
        Phase.UNSCHEDULED: unscheduled,
        Phase.UPCOMING: ~unscheduled & Q(starts_at__gt=at),
        Phase.ONGOING: ~unscheduled & Q(starts_at__lte=at, over_at__gt=at),
        Phase.PAST: ~unscheduled & Q(over_at__lte=at),
    }[Phase(phase)]


def _in_phase(queryset: QuerySet[Any], phases: list[str], visibility: Visibility) -> QuerySet[Any]:
    condition = Q(pk__in=[])
    for phase in phases:
        condition |= phase_condition(phase, visibility.at)
    return queryset.filter(condition)


PHASE = Filter(
    Parameter("phase", parameters.items(parameters.one_of(list(Phase))), "Comma-separated: any of these phases."),
    _in_phase,
)


def _relative(name: str, keep: Callable[[Any, Page], Any], description: str) -> Filter:
    def apply(queryset: QuerySet[Any], value: int, visibility: Visibility) -> QuerySet[Any]:
        parent = visibility.pages(Page.objects.filter(pk=value)).first()
        if parent is None:
            raise InvalidParameters([ParameterError(name, "unknown_page", f"{name}: there is no page {value}.")])
        return keep(queryset, parent)

    return Filter(Parameter(name, parameters.integer(1, 10**18 - 1), description), apply)


CHILD_OF = _relative(
    "child_of", lambda queryset, page: queryset.child_of(page), "Id of a page: only those directly below it."
)
DESCENDANT_OF = _relative(
    "descendant_of", lambda queryset, page: queryset.descendant_of(page), "Id of a page: only those anywhere below it."
)

PAGE_FILTERS = (
    column("slug", parameters.words()),
    column("title", parameters.words()),
    column("show_in_menus", parameters.boolean, "Only those that are, or are not, for menus."),
    CHILD_OF,
    DESCENDANT_OF,
)
POST_FILTERS = (*PAGE_FILTERS, AUTHOR, TAGS, TOPIC, column("published_on", parameters.date))
EVENT_FILTERS = (
    *PAGE_FILTERS,
    PHASE,
    choice("status", EventPage.Status.values),
    choice("attendance_mode", EventPage.AttendanceMode.values),
    column("all_day", parameters.boolean, "Only those that do, or do not, last whole days."),
    SPEAKER,
    HOST,
    TAGS,
    TOPIC,
)
