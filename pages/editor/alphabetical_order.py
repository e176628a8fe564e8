"""The alphabetical order of lists that Wagtail orders by the name of a column."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Model, QuerySet, TextField

from pages.database.alphabet import alphabetical


def in_alphabetical_order(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Return the queryset in the same order, but with texts in alphabetical order instead of that of the database."""
    # Without arguments, ``order_by`` would take the order of the model away.
    order = queryset.query.order_by
    return queryset.order_by(*(_alphabetical(queryset.model, term) for term in order)) if order else queryset


def _alphabetical(model: type[Model], term: Any) -> Any:
    if not isinstance(term, str):
        return term
    name = term.removeprefix("-")
    try:
        is_text = isinstance(model._meta.get_field(name), CharField | TextField)
    except FieldDoesNotExist:
        return term
    return f"{term.removesuffix(name)}{alphabetical(name)}" if is_text else term
