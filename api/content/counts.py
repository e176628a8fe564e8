"""Counts the public pages with a topic or a tag."""

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count
from taggit.models import Tag

from api.registry.page_types import groups
from api.requests.selection import Selection
from api.tags.dependencies import depend_on_lists
from pages.models.base import BasePage
from pages.models.relations import tag_field, topic_field
from pages.records.topic import Topic
from pages.visibility.visibility import Visibility


@functools.cache
def counted_types() -> Mapping[str, type[BasePage]]:
    """Return the page types that can have topics or tags, by the names of their counts."""
    return {group: model for group, model in groups().items() if topic_field(model) or tag_field(model)}


def labeled_types(label: type[Topic | Tag]) -> list[type[BasePage]]:
    """Return the page types that can have topics, or tags."""
    return [model for model in counted_types().values() if _columns(model, label)]


def labels_of(label: type[Topic | Tag], model: type[BasePage], pages: Any) -> Any:
    """Return the rows that relate pages of a type to topics, or tags, and the column of the topic or tag."""
    through, page, column = _columns(model, label) or (None, "", "")
    return through._default_manager.filter(**{f"{page}__in": pages}), column  # type: ignore[union-attr]


class Counts:
    """The numbers of public pages of several topics, or of several tags."""

    def __init__(
        self, label: type[Topic | Tag], objects: Sequence[Any], selection: Selection, visibility: Visibility
    ) -> None:
        self._counts: dict[str, Counter[int]] = {}
        if "counts" not in selection:
            return
        depend_on_lists(*counted_types().values())
        keys = [found.pk for found in objects]
        for group, model in counted_types().items():
            self._counts[group] = Counter()
            if keys and _columns(model, label):
                rows, column = labels_of(label, model, visibility.pages(model._default_manager.all()))
                grouped = rows.filter(**{f"{column}__in": keys}).values_list(f"{column}_id").annotate(Count("pk"))
                self._counts[group] = Counter(dict(grouped.order_by()))

    def of(self, labeled: Any) -> dict[str, int]:
        """Return the number of pages of each type with a topic or a tag: ``{posts, events}``."""
        return {group: counter[labeled.pk] for group, counter in self._counts.items()}


def _columns(model: type[BasePage], label: type[Topic | Tag]) -> tuple[Any, str, str] | None:
    """Return the model that relates pages to topics or tags, and its columns for the page and the topic or tag."""
    if issubclass(label, Topic):
        topics: Any = topic_field(model)
        return (
            (topics.remote_field.through, topics.m2m_field_name(), topics.m2m_reverse_field_name()) if topics else None
        )
    tags = tag_field(model)
    return (tags.remote_field.through, "content_object", "tag") if tags else None
