"""Pages of a list, and their order."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet

from api import parameters
from api.parameters import Parameter
from api.problems import InvalidParameters, ParameterError

DEFAULT_LIMIT = 20
MAXIMUM_LIMIT = 100
MAXIMUM_OFFSET = 10_000

LIMIT = Parameter("limit", parameters.integer(0, MAXIMUM_LIMIT), "How many at most (default 20).")
OFFSET = Parameter("offset", parameters.integer(0, MAXIMUM_OFFSET), "How many to skip.")
ORDER = Parameter("order", parameters.words(), "Comma-separated names; a leading - turns one around.")


def ordered(queryset: QuerySet[Any], order: str | None, default: str, allowed: Mapping[str, str]) -> QuerySet[Any]:
    """Order by the ``order`` parameter or the default, nulls last, ties broken by id.

    ``allowed`` maps the names that may be ordered by to columns.
    """
    if order == "random":
        return queryset.order_by("?")
    terms = []
    for term in (order or default).split(","):
        name = term.removeprefix("-")
        if name not in allowed:
            raise InvalidParameters([ParameterError.unknown("order", name, [*allowed, "random"], "order")])
        expression = F(allowed[name])
        descending = term.startswith("-")
        terms.append(expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True))
    if not any(term.removeprefix("-") == "id" for term in (order or default).split(",")):
        terms.append(F("pk").asc())
    return queryset.order_by(*terms)


def page_of(queryset: QuerySet[Any], query: Mapping[str, Any]) -> tuple[list[Any], int]:
    """Return the objects that ``limit`` and ``offset`` ask for, and how many there are in all."""
    limit = query.get("limit", DEFAULT_LIMIT)
    offset = query.get("offset", 0)
    total = queryset.count()
    return (list(queryset[offset : offset + limit]) if limit and offset < total else []), total
