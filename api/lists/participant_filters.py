"""Filters of pages by the people and organizations in their participant rows."""

from typing import Any

from django.db.models import Model, Q

from api.lists.filters import SLUGS, Filter
from api.requests.parameters import Parameter
from api.tags.dependencies import depend_on_lists
from pages.models.relations import columns_by_record, confirmed_rows
from pages.records.record import Record
from pages.visibility.visibility import Visibility


def participant_filter(name: str, relation: str, description: str, *records: type[Record]) -> Filter:
    """Return a filter that keeps the pages with a confirmed row in ``relation`` that names one of the public records.

    Its parameter takes slugs of ``records`` and keeps pages that name any of them.
    """

    def apply(queryset: Any, slugs: list[str], visibility: Visibility) -> Any:
        rows: type[Model] = queryset.model._meta.get_field(relation).related_model
        page = queryset.model._meta.get_field(relation).field.name
        columns, named = columns_by_record(rows), Q(pk__in=[])
        for record in records:
            depend_on_lists(record)
            public = visibility.records(record._default_manager.filter(slug__in=slugs))
            named |= Q(**{f"{columns[record]}__in": public})
        return queryset.filter(pk__in=confirmed_rows(rows).filter(named).values(page))

    return Filter(Parameter(name, SLUGS, f"Comma-separated slugs of {description}: any."), apply)
