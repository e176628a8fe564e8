"""Find the shared records that a page, or another record, shows in its fields, its rows and its blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.fields import StreamField

from pages.records.record import Record, record_model_of


@dataclass(frozen=True)
class ShownRecord:
    """A shared record and the place at which it is shown: a field of the page, or of a ``row`` in a ``relation``."""

    model: type[Record]
    primary_key: int
    field: str
    relation: str | None = None
    row: Any = None


def shown_records(content: Model) -> Iterator[ShownRecord]:
    """Yield the records that ``content`` shows, with unsaved changes and rows, in the order of the form's lists.

    Rows of participants who have not confirmed are left out, because nobody sees them.
    """
    yield from _of_fields(content)
    if isinstance(content, ClusterableModel):
        for relation in get_all_child_relations(content):
            # Comments show nothing to visitors.
            if relation.related_model._meta.app_label.startswith("wagtail"):
                continue
            name = relation.get_accessor_name()
            for row in getattr(content, name).all():
                if getattr(row, "confirmed", True):
                    yield from _of_fields(row, name)


def _of_fields(content: Model, relation: str | None = None) -> Iterator[ShownRecord]:
    row = content if relation else None
    for field in content._meta.get_fields():
        if isinstance(field, ForeignKey):
            key = getattr(content, field.attname)
            if key is not None and not isinstance(field, ParentalKey) and (model := _record_model(field.related_model)):
                yield ShownRecord(model, key, field.name, relation, row)
        elif isinstance(field, ManyToManyField):
            # Only a field of an unsaved object that is parental holds objects in memory.
            readable = content.pk is not None or isinstance(field, ParentalManyToManyField)
            if readable and (model := _record_model(field.related_model)):
                for record in getattr(content, field.name).all():
                    yield ShownRecord(model, record.pk, field.name, relation, row)
        elif isinstance(field, StreamField):
            for found, key, _, _ in field.extract_references(getattr(content, field.attname)):
                if model := _record_model(found):
                    yield ShownRecord(model, model._meta.pk.to_python(key), field.name, relation, row)


def _record_model(model: Any) -> type[Record] | None:
    return record_model_of(model) if isinstance(model, type) and issubclass(model, Record) else None
