"""Finds what refers to the record of a person: bylines, speakers, hosts, quotations, cards."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Model
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex

from pages.models import Person
from pages.publishing.protection import update_reference_index, users_of
from privacy.holders import owner_field
from privacy.tracing.trace import Trace


def person_fields(model: type[Model]) -> list[Any]:
    """Return the fields of a model, in its own table, that refer to one person."""
    return [field for field in model._meta.local_fields if isinstance(field, ForeignKey) and is_person(field)]


def is_person(field: Any) -> bool:
    """Return whether a relation leads to people."""
    related = field.related_model
    return isinstance(related, type) and (issubclass(related, Person) or related is Person)


def traces_of_relations(person: Person) -> Iterator[Trace]:
    """Yield the rows, and the blocks of texts, that refer to the record."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        for field in person_fields(model):
            owner = owner_field(model)
            if owner is field:
                # A part of the record itself, such as its links.
                continue
            for row in model._base_manager.filter(**{field.attname: person.pk}).order_by("pk"):
                yield Trace(model._meta.db_table, row.pk, field.column, str(row)[:80], "", model, is_relation=True)
    yield from _of_blocks(person)


def _of_blocks(person: Person) -> Iterator[Trace]:
    for user in users_of(person):
        update_reference_index(user)
    kinds = ContentType.objects.get_for_models(Person, for_concrete_models=False).values()
    found = ReferenceIndex.objects.filter(to_content_type__in=kinds, to_object_id=str(person.pk))
    for reference in found.select_related("content_type").order_by("pk"):
        model = reference.content_type.model_class()
        # Rows and fields are found by their columns.
        if model is not None and "." in reference.content_path and _is_in_text(model, reference.model_path):
            key = model._meta.pk.to_python(reference.object_id)
            excerpt = str(model._base_manager.filter(pk=key).first() or "")[:80]
            column = reference.model_path.partition(".")[0]
            yield Trace(model._meta.db_table, key, column, excerpt, "", model, is_relation=True)


def _is_in_text(model: type[Model], model_path: str) -> bool:
    return isinstance(model._meta.get_field(model_path.partition(".")[0]), StreamField)


def owner_of_row(row: Model) -> Any:
    """Return the page, as what it is, or record to which a row belongs, or the row itself."""
    while (field := owner_field(type(row))) is not None:
        row = getattr(row, field.name)
    return row.specific if isinstance(row, Page) else row
