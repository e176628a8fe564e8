"""Finds the pages that mention records: what people wrote, spoke at and hosted."""

import datetime
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, Model, OuterRef, Subquery

from api.registry.page_types import groups
from api.requests.selection import Selection
from api.tags.dependencies import depend_on
from api.tags.names import pages_tag
from pages.models.base import BasePage
from pages.models.relations import columns_by_record, confirmed_rows, participant_relations
from pages.records.record import Record
from pages.visibility.visibility import Visibility

MOST = 20
#: The date of pages of a type whose cards show no date.
FIRST_DATE = "first_published_at"
#: A record, a page that mentions it, and the date of the page.
Mention = tuple[int, int, datetime.date | None]


@functools.cache
def mentioning_types(record_model: type[Model]) -> Mapping[str, type[BasePage]]:
    """Return the page types whose rows can name records of a model, by the name of the record's list of such pages."""
    return {
        group: model
        for group, model in groups().items()
        if any(record_model in columns_by_record(relation.related_model) for relation in participant_relations(model))
    }


class Mentions:
    """The public pages that mention records of one kind, newest first, at most 20 per record."""

    def __init__(
        self, kind: str, model: type[Record], keys: Sequence[int], selection: Selection, visibility: Visibility
    ) -> None:
        self._found: dict[str, dict[int, list[int]]] = {}
        if not keys:
            return
        depend_on(*(pages_tag(kind, key) for key in keys))
        for group, page_type in mentioning_types(model).items():
            if group in selection:
                public = visibility.pages(page_type._default_manager.all())
                self._found[group] = _newest(_mentions(page_type, public, model, keys))

    def of(self, key: int, group: str) -> list[int]:
        """Return the keys of the pages of a group, such as ``posts``, that mention the record with this key."""
        return self._found.get(group, {}).get(key, [])


def _mentions(page_type: type[BasePage], public: Any, model: type[Record], keys: Sequence[int]) -> list[Mention]:
    # The relation may be inherited from a page type without this date.
    pages = page_type._default_manager.order_by()
    date = Subquery(pages.filter(pk=OuterRef("mentioning_page")).values(page_type.listing_date_field or FIRST_DATE)[:1])
    found: list[Mention] = []
    for relation in participant_relations(page_type):
        column = columns_by_record(relation.related_model).get(model)
        if column is not None:
            parent = relation.field.name
            rows = confirmed_rows(relation.related_model).filter(**{f"{parent}__in": public, f"{column}__in": keys})
            dated = rows.annotate(mentioning_page=F(f"{parent}_id")).annotate(mentioned_on=date)
            found += dated.values_list(f"{column}_id", "mentioning_page", "mentioned_on")
    return found


def _newest(mentions: Sequence[Mention]) -> dict[int, list[int]]:
    by_record: dict[int, dict[int, tuple[bool, datetime.date, int]]] = defaultdict(dict)
    for record, page, date in mentions:
        # Pages without a date come last.
        by_record[record][page] = (date is not None, date or datetime.date.min, page)
    return {record: sorted(pages, key=pages.__getitem__, reverse=True)[:MOST] for record, pages in by_record.items()}
