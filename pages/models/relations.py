"""What the fields of a page type say of it: its topics, its tags, and who takes part."""

from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model
from django.db.models.fields.reverse_related import ForeignObjectRel
from modelcluster.fields import ParentalKey
from taggit.managers import TaggableManager

from pages.models.participant import Participant
from pages.records.record import Record
from pages.records.topic import Topic


def topic_field(model: type[Model]) -> ManyToManyField | None:
    """Return the field that holds the topics of pages of a type, if it has one."""
    found = (field for field in model._meta.many_to_many if isinstance(field, ManyToManyField))
    return next((field for field in found if issubclass(field.related_model, Topic)), None)


def tag_field(model: type[Model]) -> Any:
    """Return the manager that holds the tags of pages of a type, or ``None``."""
    return next((field for field in model._meta.get_fields() if isinstance(field, TaggableManager)), None)


def participant_relations(model: type[Model]) -> list[ForeignObjectRel]:
    """Return the relations of a page type whose rows name who takes part, those of its parents included."""
    return [
        relation
        for relation in model._meta.get_fields()
        if isinstance(relation, ForeignObjectRel)
        and isinstance(relation.field, ParentalKey)
        and issubclass(relation.related_model, Participant)
    ]


def columns_by_record(rows: type[Model]) -> dict[type[Model], str]:
    """Return by which column rows of participants name a record, by the model of the record."""
    return {
        field.related_model: field.name
        for field in rows._meta.fields
        if isinstance(field, ForeignKey) and not isinstance(field, ParentalKey) and _is_record(field.related_model)
    }


def _is_record(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, Record)


def confirmed_rows(rows: type[Model]) -> Any:
    """Return the rows of participants who have agreed to be named: all, where nobody is asked."""
    queryset = rows._default_manager.all()
    return (
        queryset.filter(confirmed=True) if any(field.name == "confirmed" for field in rows._meta.fields) else queryset
    )
