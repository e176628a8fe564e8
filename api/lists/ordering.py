"""The order of a list, and the conditions that continue it from a given row."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from api.lists.columns import Column
from api.requests.problems import InvalidParameters, ParameterError

RANDOM = "random"


@dataclass(frozen=True)
class Term:
    """A column to order by, and whether its greatest value comes first. Null comes last either way."""

    path: str
    descending: bool = False

    def expression(self, backward: bool) -> Any:
        """Return what ``order_by`` takes; ``backward`` turns the whole order around, nulls included."""
        column = F(self.path)
        if self.descending != backward:
            return column.desc(nulls_first=True) if backward else column.desc(nulls_last=True)
        return column.asc(nulls_first=True) if backward else column.asc(nulls_last=True)

    def beyond(self, value: Any, backward: bool) -> Q:
        """Return what holds for rows that this column alone puts after ``value``, or before it with ``backward``."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if backward else Q(pk__in=[])
        greater = self.descending == backward
        condition = Q(**{f"{self.path}__{'gt' if greater else 'lt'}": value})
        return condition if backward else condition | Q(**{f"{self.path}__isnull": True})

    def same(self, value: Any) -> Q:
        """Return what holds for rows with this value."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})


@dataclass(frozen=True)
class Order:
    """An order without ties: it always ends with the key."""

    terms: tuple[Term, ...]

    def apply(self, queryset: QuerySet[Any], backward: bool = False) -> QuerySet[Any]:
        """Put a queryset into this order, or into the reverse of it."""
        return queryset.order_by(*(term.expression(backward) for term in self.terms))

    def beyond(self, values: Sequence[Any], backward: bool = False) -> Q:
        """Return what holds for the rows after (or before) the row with these values."""
        condition = Q(pk__in=[])
        level = Q()
        for term, value in zip(self.terms, values, strict=True):
            condition |= level & term.beyond(value, backward)
            level &= term.same(value)
        return condition

    def stretches(self, values: Sequence[Any], backward: bool, model: type[Model]) -> list[Q]:
        """Return what holds for the rows after (or before) the row with these values, in parts that follow each other.

        Each part is one that the database can go to in an index of the first column, which it cannot where rows without
        a value are in question as well.
        """
        first, value = self.terms[0], values[0]
        same = first.same(value) & Order(self.terms[1:]).beyond(values[1:], backward)
        if value is None:
            return [same, Q(**{f"{first.path}__isnull": False})] if backward else [same]
        comparison = "gt" if first.descending == backward else "lt"
        beyond = Q(**{f"{first.path}__{comparison}": value}) | same
        stretch = Q(**{f"{first.path}__{comparison}e": value}) & beyond
        without_value = not backward and first.path != "pk" and model._meta.get_field(first.path).null
        return [stretch, Q(**{f"{first.path}__isnull": True})] if without_value else [stretch]

    def values(self, row: Any) -> list[Any]:
        """Return a row's values of the terms, as JSON can hold them."""
        return [_written(getattr(row, term.path)) for term in self.terms]

    @staticmethod
    def read(values: Sequence[Any]) -> list[Any]:
        """Return values that ``values`` gave, as the database takes them."""
        return [_read(value) for value in values]


def parse_order(text: str | None, default: str | Order, columns: Mapping[str, Column]) -> Order | None:
    """Resolve the ``order`` parameter; ``None`` stands for a random order.

    Raises ``InvalidParameters`` for a name that is not a public column.
    """
    asked = text or default
    if isinstance(asked, Order):
        return asked
    names = asked.split(",")
    if RANDOM in names:
        if len(names) > 1:
            detail = "order: random cannot be combined with other names."
            raise InvalidParameters([ParameterError("order", "malformed", detail)])
        return None
    terms: dict[str, Term] = {}
    for written in names:
        name = written.removeprefix("-")
        if name not in columns:
            raise InvalidParameters([ParameterError.unknown("order", name, [*columns, RANDOM], "order")])
        terms.setdefault(columns[name].path, Term(columns[name].path, written.startswith("-")))
    # A key has no ties, so whatever follows it orders nothing.
    kept = list(terms.values())
    if "pk" in terms:
        kept = kept[: list(terms).index("pk") + 1]
    else:
        kept.append(Term("pk"))
    return Order(tuple(kept))


def _written(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return {"instant": value.astimezone(datetime.UTC).isoformat()}
    return {"day": value.isoformat()} if isinstance(value, datetime.date) else value


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return parse_datetime(value["instant"]) if "instant" in value else parse_date(value["day"])
