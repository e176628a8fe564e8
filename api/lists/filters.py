"""Filters of lists: each is a query parameter and what it keeps of a queryset."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, Q
from django.db.models.functions import Coalesce
from wagtail.models import Page

from api.lists.columns import Column, parse_instant
from api.requests import parameters
from api.requests.parameters import Malformed, Parameter
from api.requests.problems import InvalidParameters, ParameterError
from api.tags.dependencies import depend_on_clock, depend_on_lists, depend_on_objects
from pages.fields.wall_clock import Phase
from pages.models import EventHost, EventPage, EventSpeaker, Organization, Person, PostAuthor, Topic
from pages.visibility.visibility import Visibility

#: Takes a queryset, the parameter's value and what is visible; returns what is kept.
Apply = Callable[[Any, Any, Visibility], Any]
ROOT = "root"


@dataclass(frozen=True)
class Filter:
    """A parameter and what it keeps."""

    parameter: Parameter
    apply: Apply


def column_filters(columns: Iterable[Column]) -> tuple[Filter, ...]:
    """Return the filters of public columns: equality and comparisons."""
    return tuple(_of_column(parameter, keep) for column in columns for parameter, keep in column.filters())


def _of_column(parameter: Parameter, keep: Callable[[Any, Any], Any]) -> Filter:
    return Filter(parameter, lambda queryset, value, _: keep(queryset, value))


# Subjects


def _tagged_with_all(queryset: Any, names: list[str], _: Visibility) -> Any:
    for name in names:
        queryset = queryset.filter(tags__name=name)
    return queryset


def _any_of(relation: str, *models: type[Model]) -> Apply:
    def apply(queryset: Any, values: list[str], _: Visibility) -> Any:
        depend_on_lists(*models)
        # As a subquery: a join would give a row for every match.
        return queryset.filter(pk__in=queryset.model._base_manager.filter(**{f"{relation}__in": values}).values("pk"))

    return apply


def _about(queryset: Any, slug: str, _: Visibility) -> Any:
    depend_on_lists(Topic)
    return queryset.filter(topics__slug=slug)


SLUGS = parameters.list_of(parameters.bounded_text())
TAGS = Filter(Parameter("tags", SLUGS, "Comma-separated names: only those that carry every tag."), _tagged_with_all)
TAGS_IN = Filter(Parameter("tags__in", SLUGS, "Comma-separated names: only those with any tag."), _any_of("tags__name"))
TOPIC = Filter(Parameter("topic", parameters.bounded_text(), "Slug of a topic."), _about)
TOPIC_IN = Filter(
    Parameter("topic__in", SLUGS, "Comma-separated slugs: only those about any topic."), _any_of("topics__slug", Topic)
)
SUBJECTS = (TAGS, TAGS_IN, TOPIC, TOPIC_IN)

# People


def _people(slugs: list[str], visibility: Visibility) -> Any:
    depend_on_lists(Person)
    return visibility.records(Person.objects.filter(slug__in=slugs))


def _written_by(queryset: Any, slugs: list[str], visibility: Visibility) -> Any:
    people = _people(slugs, visibility)
    return queryset.filter(pk__in=PostAuthor.objects.filter(person__in=people).values("post"))


def _spoken_at_by(queryset: Any, slugs: list[str], visibility: Visibility) -> Any:
    people = _people(slugs, visibility)
    return queryset.filter(pk__in=EventSpeaker.objects.filter(person__in=people, confirmed=True).values("event"))


def _hosted_by(queryset: Any, slugs: list[str], visibility: Visibility) -> Any:
    people = _people(slugs, visibility)
    depend_on_lists(Organization)
    organizations = visibility.records(Organization.objects.filter(slug__in=slugs))
    rows = EventHost.objects.filter(Q(person__in=people) | Q(organization__in=organizations), confirmed=True)
    return queryset.filter(pk__in=rows.values("event"))


AUTHOR = Filter(Parameter("author", SLUGS, "Comma-separated slugs of people: any."), _written_by)
SPEAKER = Filter(Parameter("speaker", SLUGS, "Comma-separated slugs of people: any."), _spoken_at_by)
HOST = Filter(Parameter("host", SLUGS, "Comma-separated slugs of people or organisations: any."), _hosted_by)

# Time


def phase_condition(phase: str, at: datetime.datetime) -> Q:
    """Return what the database must hold for an event to be in a phase at an instant."""
    unscheduled = Q(status=EventPage.Status.POSTPONED) | Q(starts_at__isnull=True)
    return {
        Phase.UNSCHEDULED: unscheduled,
        Phase.UPCOMING: ~unscheduled & Q(starts_at__gt=at),
        Phase.ONGOING: ~unscheduled & Q(starts_at__lte=at, over_at__gt=at),
        Phase.PAST: ~unscheduled & Q(over_at__lte=at),
    }[Phase(phase)]


def depend_on_phases(at: datetime.datetime) -> None:
    """Say that the answer is another as soon as any event begins or ends."""
    for column in ("starts_at", "over_at"):
        following = EventPage.objects.filter(**{f"{column}__gt": at}).order_by(column)
        depend_on_clock(at, following.values_list(column, flat=True).first())


def _in_phase(queryset: Any, phases: list[str], visibility: Visibility) -> Any:
    depend_on_phases(visibility.at)
    condition = Q(pk__in=[])
    for phase in phases:
        condition |= phase_condition(phase, visibility.at)
    return queryset.filter(condition)


@parameters.takes(
    oneOf=[{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}],
)
def day_or_instant(text: str) -> datetime.date:
    """Parse a calendar day, or an instant with an offset."""
    try:
        return parameters.parse_day(text)
    except Malformed:
        pass
    try:
        return parse_instant(text)
    except Malformed as error:
        raise Malformed("must be a day such as 2017-06-16 or an instant such as 2017-06-16T17:00:00Z") from error


LAST_DAY = Coalesce(F("end_date"), F("start_date"))


def _from(queryset: Any, start: datetime.date, _: Visibility) -> Any:
    if isinstance(start, datetime.datetime):
        return queryset.filter(over_at__gt=start)
    return queryset.alias(last_day=LAST_DAY).filter(starts_at__isnull=False, last_day__gte=start)


def _to(queryset: Any, end: datetime.date, _: Visibility) -> Any:
    if isinstance(end, datetime.datetime):
        return queryset.filter(starts_at__lt=end)
    return queryset.filter(starts_at__isnull=False, start_date__lte=end)


def check_range(query: dict[str, Any]) -> None:
    """Raise ``InvalidParameters`` when ``from`` is after ``to``."""
    start, end = query.get("from"), query.get("to")
    if start is None or end is None:
        return
    if isinstance(start, datetime.datetime) != isinstance(end, datetime.datetime):
        # A day begins at another instant in every zone; only what is after it in all of them counts.
        start, end = (value.date() if isinstance(value, datetime.datetime) else value for value in (start, end))
        start -= datetime.timedelta(days=1 if start > datetime.date.min else 0)
    if start > end:
        raise InvalidParameters([ParameterError("from", "from_after_to", "from is after to.")])


PHASE = Filter(
    Parameter("phase", parameters.list_of(parameters.one_of(list(Phase))), "Comma-separated: any of these phases."),
    _in_phase,
)
FROM = Filter(Parameter("from", day_or_instant, "Only what is still on at or after this day or instant."), _from)
TO = Filter(Parameter("to", day_or_instant, "Only what has begun by this day, or before this instant."), _to)

# Place in the tree


@parameters.takes(oneOf=[{"type": "integer", "minimum": 1}, {"type": "string", "enum": [ROOT]}])
def _page_key(text: str) -> int | str:
    return ROOT if text == ROOT else parameters.parse_key(text)


def _relative(name: str, keep: Callable[[Any, Page], Any], description: str, *, takes_root: bool = True) -> Filter:
    def apply(queryset: Any, value: int | str, visibility: Visibility) -> Any:
        key = visibility.site.root_page_id if value == ROOT and visibility.site else value
        page = None if key == ROOT else visibility.pages(Page.objects.filter(pk=key)).first()
        if page is None:
            raise InvalidParameters([ParameterError(name, "unknown_page", f"{name}: there is no page {value}.")])
        depend_on_objects([page])
        return keep(queryset, page)

    parse, takes = (_page_key, "Id of a page, or root") if takes_root else (parameters.parse_key, "Id of a page")
    return Filter(Parameter(name, parse, f"{takes}: {description}"), apply)


CHILD_OF = _relative("child_of", lambda queryset, page: queryset.child_of(page), "only those directly below it.")
DESCENDANT_OF = _relative("descendant_of", lambda queryset, page: queryset.descendant_of(page), "only those below it.")
ANCESTOR_OF = _relative(
    "ancestor_of", lambda queryset, page: queryset.ancestor_of(page), "only those above it.", takes_root=False
)
TRANSLATION_OF = _relative(
    "translation_of", lambda queryset, page: queryset.translation_of(page), "only its versions in other languages."
)


def _in_locale(queryset: Any, code: str, visibility: Visibility) -> Any:
    if code not in visibility.paths.language_codes:
        raise InvalidParameters([ParameterError("locale", "unknown_locale", f"locale: there is no language “{code}”.")])
    return queryset.filter(locale__language_code=code)


LOCALE = Filter(
    Parameter("locale", parameters.bounded_text(), "Code of a language: only pages written in it."), _in_locale
)
TREE = (CHILD_OF, DESCENDANT_OF, ANCESTOR_OF, TRANSLATION_OF, LOCALE)
