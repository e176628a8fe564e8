"""The public columns by which lists can be filtered and ordered, declared once for code, schema and documentation.

No other column of the database can be used, because a filter on a column that is not served would reveal its values
through the rows that it keeps.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.dateparse import parse_datetime

from api.requests import parameters
from api.requests.parameters import Group, Malformed, Parameter, Parser
from pages.database.alphabet import alphabetical

#: The comparisons that a column allows in addition to equality, each as ``<column>__<comparison>``.
COMPARISONS = {"gt": "after", "gte": "at or after", "lt": "before", "lte": "at or before"}


@parameters.takes(type="string", format="date-time")
def parse_instant(text: str) -> datetime.datetime:
    """Parse an ISO 8601 instant. Without an offset it is in UTC; a day stands for its midnight in UTC."""
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
        # In UTC, an instant may be outside the years that databases can store: this raises OverflowError.
        aware = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
        return aware.astimezone(datetime.UTC)
    except (ValueError, OverflowError) as error:
        raise Malformed("must be an instant such as 2017-06-16T17:00:00Z") from error


@dataclass(frozen=True)
class Column:
    """A public column: its name in the API, the parser of its values, and its path in the database."""

    name: str
    parse: Parser[Any]
    source: str = ""
    #: Whether ``<column>=a,b`` without a suffix means any of several values.
    several: bool = False
    #: Whether it has comparisons such as ``__gt``.
    comparable: bool = True
    #: Whether its values are texts, which are compared and ordered alphabetically.
    is_text: bool = False

    @property
    def path(self) -> str:
        """The column's path in Django's lookups."""
        return self.source or self.name

    @property
    def compared(self) -> str:
        """The path by which the column is compared and ordered."""
        return alphabetical(self.path) if self.is_text else self.path

    def filters(self) -> Iterator[tuple[Parameter, Callable[[Any, Any], Any]]]:
        """Yield the query parameters of this column, each with the function that filters a queryset."""
        label, path, values = self.name.replace("_", " "), self.path, parameters.list_of(self.parse)
        if self.several:
            description = f"Comma-separated: only those whose {label} is any of these."
            yield Parameter(self.name, values, description), _keep(f"{path}__in")
        else:
            description = f"Only those whose {label} is this."
            yield Parameter(self.name, self.parse, description, group=Group.FIELDS), _keep(path)
        compared = partial(Parameter, group=Group.COMPARISONS)
        yield (
            compared(f"{self.name}__in", values, f"Comma-separated: only those whose {label} is any of these."),
            _keep(f"{path}__in"),
        )
        yield (
            compared(f"{self.name}__isnull", parameters.parse_boolean, f"Only those without, or with, a {label}."),
            _keep(f"{path}__isnull"),
        )
        if self.comparable:
            for comparison, word in COMPARISONS.items():
                parameter = compared(
                    f"{self.name}__{comparison}", self.parse, f"Only those whose {label} is {word} this."
                )
                yield parameter, _keep(f"{self.compared}__{comparison}")


def _keep(lookup: str) -> Callable[[Any, Any], Any]:
    return lambda queryset, value: queryset.filter(**{lookup: value})


ANY_INTEGER = parameters.integer_between(-(10**18) + 1, 10**18 - 1)
ID = Column("id", ANY_INTEGER, "pk", several=True)


def text_column(name: str, source: str = "") -> Column:
    """Return a text column, compared and ordered alphabetically."""
    return Column(name, parameters.bounded_text(), source, is_text=True)


#: The columns of objects with a name.
NAMED_COLUMNS = (ID, text_column("name"), text_column("slug"))


def choice_column(name: str, values: list[str]) -> Column:
    """Return a column with one of a few values."""
    return Column(name, parameters.one_of(values), several=True, comparable=False)


def boolean_column(name: str) -> Column:
    """Return a column that is true or false."""
    return Column(name, parameters.parse_boolean, comparable=False)


def date_column(name: str) -> Column:
    """Return a column with a calendar day."""
    return Column(name, parameters.parse_day)


def instant_column(name: str) -> Column:
    """Return a column with an instant."""
    return Column(name, parse_instant)


def integer_column(name: str) -> Column:
    """Return a column with a whole number."""
    return Column(name, parameters.integer_between(-(2**31), 2**31 - 1))
