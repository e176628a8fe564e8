"""Reads the rows of a table for an archive, in batches."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import Revision

from archives.contents.fields import archived_fields
from archives.contents.models import archived_models, is_found_by_key, is_unnumbered
from archives.rows.columns import expression, line, to_json
from archives.rows.keys import key_columns, keys_of
from archives.rows.revision_content import without_secrets

BATCH = 500


class Rows:
    """The rows of an archive, with the history or without it."""

    def __init__(self, history: bool) -> None:
        self._history = history

    def has(self, model: type[Model]) -> bool:
        """Tell whether the archive has rows of a model at all."""
        found = archived_models().get(model)
        return found is not None and (self._history or not found.history)

    def chosen(self, model: type[Model]) -> QuerySet[Any]:
        """Return the rows of a model that the archive has; all, where it only refers to them."""
        found = archived_models().get(model)
        return found.chosen(self._history) if found is not None and found.chosen else model._base_manager.all()

    def read(self, model: type[Model]) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of a model in batches, each as the JSON of its line, in the order of primary keys."""
        fields = archived_fields(model)
        columns = [expression(field) for field in fields]
        rows = self.chosen(model).order_by("pk").values_list("pk", *columns).iterator(BATCH)
        # What has no number of its own is sorted by what it says, and there is little of it.
        while batch := list(islice(rows, None if is_unnumbered(model) else BATCH)):
            yield self._as_json(model, fields, batch)

    def _as_json(self, model: type[Model], fields: Sequence[Any], batch: Sequence[Any]) -> list[dict[str, Any]]:
        references = {
            position: self._references(field, {row[position] for row in batch if row[position] is not None})
            for position, field in enumerate(fields, 1)
            if field.is_relation
        }
        keys = keys_of(model._base_manager.all(), {row[0] for row in batch}) if key_columns(model) else {}
        found = []
        for primary_key, *values in batch:
            content: dict[str, Any] = {}
            for position, (field, value) in enumerate(zip(fields, values, strict=True), 1):
                content[field.name] = (
                    references[position].get(value) if position in references else to_json(field, value)
                )
            if model is Revision:
                content["content"] = without_secrets(content, content["content"])
            number = (
                {}
                if is_unnumbered(model)
                else {"id": primary_key if isinstance(primary_key, int) else str(primary_key)}
            )
            found.append({**number, **({"key": keys[primary_key]} if keys else {}), "fields": content})
        return sorted(found, key=line) if is_unnumbered(model) else found

    def _references(self, field: Any, wanted: set[Any]) -> dict[Any, Any]:
        """Return what stands for each reference. What is not in the archive is not named, unless it must be."""
        related: type[Model] = field.related_model
        known = keys_of(self.chosen(related), wanted) if self.has(related) or related not in archived_models() else {}
        missing = {} if field.null else dict.fromkeys(wanted - known.keys())
        if is_found_by_key(related):
            return {primary_key: {"key": key} for primary_key, key in known.items()}
        return {
            primary_key: {"id": primary_key, **({"key": key} if key is not None else {})}
            for primary_key, key in {**missing, **known}.items()
        }
