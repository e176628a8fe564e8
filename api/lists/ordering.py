"""The order of a list, and the conditions that continue it from a row."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from api.lists.columns import Column
from api.requests.problems import InvalidParameters, ParameterError
from pages.database.alphabet import alphabetical

RANDOM = "random"


@dataclass(frozen=True)
class Term:
    """A column to order by, and whether its order is descending. Nulls come last either way."""

    path: str
    descending: bool = False
    #: Whether the column has texts, which are ordered alphabetically.
    is_text: bool = False

    @property
    def compared(self) -> str:
        """The path by which rows are compared and ordered."""
        return alphabetical(self.path) if self.is_text else self.path

    def expression(self, backward: bool) -> Any:
        """Return the argument of ``order_by``; ``backward`` reverses the whole order, including nulls."""
        column = F(self.compared)
        if self.descending != backward:
            return column.desc(nulls_first=True) if backward else column.desc(nulls_last=True)
        return column.asc(nulls_first=True) if backward else column.asc(nulls_last=True)

    def beyond(self, value: Any, backward: bool) -> Q:
        """Return the condition for rows after ``value`` in the order of this column, or before it with ``backward``."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if backward else Q(pk__in=[])
        greater = self.descending == backward
        condition = Q(**{f"{self.compared}__{'gt' if greater else 'lt'}": value})
        return condition if backward else condition | Q(**{f"{self.path}__isnull": True})

    def same(self, value: Any) -> Q:
        """Return the condition for rows with this value."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})


@dataclass(frozen=True)
class Order:
    """A total order: it always ends with the primary key."""

    terms: tuple[Term, ...]

    def apply(self, queryset: QuerySet[Any], backward: bool = False) -> QuerySet[Any]:
        """Return the queryset in this order, or in reverse order."""
        return queryset.order_by(*(term.expression(backward) for term in self.terms))

    def beyond(self, values: Sequence[Any], backward: bool = False) -> Q:
        """Return the condition for the rows after (or before) the row with these values."""
        condition = Q(pk__in=[])
        level = Q()
        for term, value in zip(self.terms, values, strict=True):
            condition |= level & term.beyond(value, backward)
            level &= term.same(value)
        return condition

    def stretches(self, values: Sequence[Any], backward: bool, model: type[Model]) -> list[Q]:
        """Return the condition for the rows after (or before) the row with these values, split into a sequence.

        For each one, the database can use an index of the first column. It could not if one condition also included the
        rows with a null.
        """
        first, value = self.terms[0], values[0]
        same = first.same(value) & Order(self.terms[1:]).beyond(values[1:], backward)
        if value is None:
            return [same, Q(**{f"{first.path}__isnull": False})] if backward else [same]
        comparison = "gt" if first.descending == backward else "lt"
        beyond = Q(**{f"{first.compared}__{comparison}": value}) | same
        stretch = Q(**{f"{first.compared}__{comparison}e": value}) & beyond
        without_value = not backward and first.path in _nullable(model)
        return [stretch, Q(**{f"{first.path}__isnull": True})] if without_value else [stretch]

    def values(self, row: Any) -> list[Any]:
        """Return a row's values in the columns of the terms, in a form that JSON can represent."""
        return [_written(getattr(row, term.path)) for term in self.terms]

    @staticmethod
    def read(values: Sequence[Any]) -> list[Any]:
        """Return values from ``values`` in the form that the database takes."""
        return [_read(value) for value in values]


def parse_order(
    text: str | None, default: str | Order, columns: Mapping[str, Column], ties: Sequence[str] = ()
) -> Order | None:
    """Return the order that the ``order`` parameter requests; ``None`` stands for a random order.

    Rows that the requested columns leave equal are ordered by the columns in ``ties``, then by the primary key, both in
    the direction of the last requested column: of posts of one day, the newest is first where the newest day is.

    Raises ``InvalidParameters`` with every name that is not a public column.
    """
    requested = text or default
    if isinstance(requested, Order):
        return requested
    names = requested.split(",")
    if RANDOM in names:
        if len(names) > 1:
            detail = "order: random cannot be combined with other names."
            raise InvalidParameters([ParameterError("order", "malformed", detail)])
        return None
    asked = [(written.removeprefix("-"), written) for written in names]
    if unknown := dict.fromkeys(name for name, _ in asked if name not in columns):
        raise InvalidParameters(ParameterError.unknown("order", name, [*columns, RANDOM], "order") for name in unknown)
    terms: dict[str, Term] = {}
    for name, written in asked:
        column = columns[name]
        terms.setdefault(column.path, Term(column.path, written.startswith("-"), column.is_text))
    # The primary key is unique, so the terms after it have no effect.
    if "pk" in terms:
        return Order(tuple(terms.values())[: list(terms).index("pk") + 1])
    descending = list(terms.values())[-1].descending
    for path in (*ties, "pk"):
        terms.setdefault(path, Term(path, descending))
    return Order(tuple(terms.values()))


def _nullable(model: type[Model]) -> set[str]:
    """Return the names of the columns that can be null. The primary key and annotations cannot."""
    return {name for field in model._meta.concrete_fields if field.null for name in (field.name, field.attname)}


def _written(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return {"instant": value.astimezone(datetime.UTC).isoformat()}
    return {"day": value.isoformat()} if isinstance(value, datetime.date) else value


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return parse_datetime(value["instant"]) if "instant" in value else parse_date(value["day"])
