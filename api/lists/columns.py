"""The public columns that lists can be filtered and ordered by; declared once, for code, schema and documentation.

Nothing else can be filtered, ordered or searched by, however real the column: a filter on a column that is not served
would tell, by what it keeps, what the column holds.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime

from api.requests import parameters
from api.requests.parameters import Malformed, Parameter, Parser

#: The comparisons that a column takes beside equality, each as ``<column>__<comparison>``.
COMPARISONS = {"gt": "after", "gte": "at or after", "lt": "before", "lte": "at or before"}


@parameters.takes(type="string", format="date-time")
def parse_instant(text: str) -> datetime.datetime:
    """Parse an ISO 8601 instant; one without an offset is UTC, and a day is its midnight in UTC."""
    # A query string turns the + of an offset into a space.
    text = text.replace(" ", "+") if text.count(" ") == 1 and "T" in text else text
    try:
        day = datetime.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=datetime.UTC)
    except ValueError:
        day = None
    try:
        moment = day or parse_datetime(text)
        if moment is None:
            raise ValueError(text)
        # Databases cannot hold instants whose offset carries them beyond the calendar.
        aware = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
        return aware.astimezone(datetime.UTC)
    except (ValueError, OverflowError) as error:
        raise Malformed("must be an instant such as 2017-06-16T17:00:00Z") from error


@dataclass(frozen=True)
class Column:
    """A public column: its name in the API, how its values are written, and where it is in the database."""

    name: str
    parse: Parser[Any]
    source: str = ""
    #: Whether a bare ``<column>=a,b`` means any of several values.
    several: bool = False
    #: Whether it can be compared with ``__gt`` and the like.
    comparable: bool = True

    @property
    def path(self) -> str:
        """The column as Django's lookups name it."""
        return self.source or self.name

    def filters(self) -> Iterator[tuple[Parameter, Callable[[Any, Any], Any]]]:
        """Yield the query parameters of this column, each with what it keeps of a queryset."""
        label, path, values = self.name.replace("_", " "), self.path, parameters.list_of(self.parse)
        if self.several:
            description = f"Comma-separated: only those whose {label} is any of these."
            yield Parameter(self.name, values, description), _keep(f"{path}__in")
        else:
            yield Parameter(self.name, self.parse, f"Only those whose {label} is this."), _keep(path)
        yield (
            Parameter(f"{self.name}__in", values, f"Comma-separated: only those whose {label} is any of these."),
            _keep(f"{path}__in"),
        )
        yield (
            Parameter(f"{self.name}__isnull", parameters.parse_boolean, f"Only those without, or with, a {label}."),
            _keep(f"{path}__isnull"),
        )
        if self.comparable:
            for comparison, word in COMPARISONS.items():
                parameter = Parameter(
                    f"{self.name}__{comparison}", self.parse, f"Only those whose {label} is {word} this."
                )
                yield parameter, _keep(f"{path}__{comparison}")


def _keep(lookup: str) -> Callable[[Any, Any], Any]:
    return lambda queryset, value: queryset.filter(**{lookup: value})


ANY_INTEGER = parameters.integer_between(-(10**18) + 1, 10**18 - 1)
ID = Column("id", ANY_INTEGER, "pk", several=True)


def text_column(name: str) -> Column:
    """A column of text, compared as the database sorts it."""
    return Column(name, parameters.bounded_text())


def choice_column(name: str, values: list[str]) -> Column:
    """A column that holds one of a few words."""
    return Column(name, parameters.one_of(values), several=True, comparable=False)


def boolean_column(name: str) -> Column:
    """A column that is true or false."""
    return Column(name, parameters.parse_boolean, comparable=False)


def date_column(name: str) -> Column:
    """A column that holds a calendar day."""
    return Column(name, parameters.parse_day)


def instant_column(name: str) -> Column:
    """A column that holds an instant."""
    return Column(name, parse_instant)


def integer_column(name: str) -> Column:
    """A column that holds a whole number."""
    return Column(name, parameters.integer_between(-(2**31), 2**31 - 1))
