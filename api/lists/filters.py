"""The filters of lists: each has a query parameter and a function that filters a queryset."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model
from wagtail.models import Page

from api.lists.columns import Column
from api.requests import parameters
from api.requests.parameters import Group, Parameter
from api.requests.problems import InvalidParameters, ParameterError
from api.tags.dependencies import depend_on_lists, depend_on_objects
from pages.records.topic import Topic
from pages.visibility.visibility import Visibility

#: Takes a queryset, the parameter's value and the visibility; returns the filtered queryset.
Apply = Callable[[Any, Any, Visibility], Any]
ROOT = "root"
#: The maximum number of tags that objects of a list can be required to have.
MAXIMUM_TAGS = 10


@dataclass(frozen=True)
class Filter:
    """A query parameter and the function that filters a queryset by it.

    ``check`` takes all parsed parameters, and raises ``InvalidParameters`` if this one cannot be combined with the
    others.
    """

    parameter: Parameter
    apply: Apply
    check: Callable[[Mapping[str, Any]], None] = lambda query: None


def column_filters(columns: Iterable[Column]) -> tuple[Filter, ...]:
    """Return the filters of public columns: equality and comparisons."""
    return tuple(_of_column(parameter, keep) for column in columns for parameter, keep in column.filters())


def _of_column(parameter: Parameter, keep: Callable[[Any, Any], Any]) -> Filter:
    return Filter(parameter, lambda queryset, value, _: keep(queryset, value))


# Subjects


def _tagged_with_all(queryset: Any, names: list[str], _: Visibility) -> Any:
    # As one subquery that counts, because a join for each name takes databases longer to plan than all else together.
    wanted = set(names)
    tagged = queryset.model._base_manager.filter(tags__name__in=wanted).order_by().values("pk")
    of_all = tagged.annotate(carried=Count("tags__name", distinct=True)).filter(carried=len(wanted))
    return queryset.filter(pk__in=of_all.values("pk"))


def _any_of(relation: str, *models: type[Model]) -> Apply:
    def apply(queryset: Any, values: list[str], _: Visibility) -> Any:
        depend_on_lists(*models)
        # As a subquery, because a join would return a row for every match.
        return queryset.filter(pk__in=queryset.model._base_manager.filter(**{f"{relation}__in": values}).values("pk"))

    return apply


def _about(queryset: Any, slug: str, _: Visibility) -> Any:
    depend_on_lists(Topic)
    return queryset.filter(topics__slug=slug)


SLUGS = parameters.list_of(parameters.bounded_text())
TAGS = Filter(
    Parameter(
        "tags",
        parameters.list_of(parameters.bounded_text(), MAXIMUM_TAGS),
        "Comma-separated names: only those that have every tag.",
    ),
    _tagged_with_all,
)
TAGS_IN = Filter(Parameter("tags__in", SLUGS, "Comma-separated names: only those with any tag."), _any_of("tags__name"))
TOPIC = Filter(Parameter("topic", parameters.bounded_text(), "Slug of a topic."), _about)
TOPIC_IN = Filter(
    Parameter("topic__in", SLUGS, "Comma-separated slugs: only those about any topic."), _any_of("topics__slug", Topic)
)
SUBJECTS = (TAGS, TAGS_IN, TOPIC, TOPIC_IN)

# Place in the tree


@parameters.takes(oneOf=[{"type": "integer", "minimum": 1}, {"type": "string", "enum": [ROOT], "title": "RootPage"}])
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
    return Filter(Parameter(name, parse, f"{takes}: {description}", group=Group.TREE), apply)


CHILD_OF = _relative("child_of", lambda queryset, page: queryset.child_of(page), "only those directly below it.")
DESCENDANT_OF = _relative("descendant_of", lambda queryset, page: queryset.descendant_of(page), "only those below it.")
ANCESTOR_OF = _relative(
    "ancestor_of", lambda queryset, page: queryset.ancestor_of(page), "only those above it.", takes_root=False
)
TRANSLATION_OF = _relative(
    "translation_of", lambda queryset, page: queryset.translation_of(page), "only its versions in other languages."
)


def check_locale(code: str, visibility: Visibility) -> None:
    """Raise ``InvalidParameters`` if the site has no language with this code."""
    if code not in visibility.paths.language_codes:
        raise InvalidParameters([ParameterError("locale", "unknown_locale", f"locale: there is no language “{code}”.")])


def _in_locale(queryset: Any, code: str, visibility: Visibility) -> Any:
    check_locale(code, visibility)
    return queryset.filter(locale__language_code=code)


LOCALE = Filter(
    Parameter("locale", parameters.bounded_text(), "Code of a language: only pages written in it.", group=Group.TREE),
    _in_locale,
)
TREE = (CHILD_OF, DESCENDANT_OF, ANCESTOR_OF, TRANSLATION_OF, LOCALE)
