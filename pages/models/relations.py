"""Find the fields of a page type for topics, tags and participants."""

from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model
from django.db.models.fields.reverse_related import ForeignObjectRel
from modelcluster.fields import ParentalKey
from taggit.managers import TaggableManager

from pages.models.participant import Participant
from pages.records.record import Record
from pages.records.topic import Topic


def topic_field(model: type[Model]) -> ManyToManyField | None:
    """Return the field for the topics of a page type, or ``None`` if it has none."""
    found = (field for field in model._meta.many_to_many if isinstance(field, ManyToManyField))
    return next((field for field in found if issubclass(field.related_model, Topic)), None)


def tag_field(model: type[Model]) -> Any:
    """Return the tag manager of a page type, or ``None`` if it has none."""
    return next((field for field in model._meta.get_fields() if isinstance(field, TaggableManager)), None)


def participant_relations(model: type[Model]) -> list[ForeignObjectRel]:
    """Return the relations of a page type to rows of participants, including inherited relations."""
    return [
        relation
        for relation in model._meta.get_fields()
        if isinstance(relation, ForeignObjectRel)
        and isinstance(relation.field, ParentalKey)
        and issubclass(relation.related_model, Participant)
    ]


def columns_by_record(rows: type[Model]) -> dict[type[Model], str]:
    """Return the names of the foreign keys to records in a model of participant rows, by record model."""
    return {
        field.related_model: field.name
        for field in rows._meta.fields
        if isinstance(field, ForeignKey) and not isinstance(field, ParentalKey) and _is_record(field.related_model)
    }


def _is_record(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, Record)


def confirmed_rows(rows: type[Model]) -> Any:
    """Return the rows of confirmed participants, or all rows if the model has no ``confirmed`` field."""
    queryset = rows._default_manager.all()
    return (
        queryset.filter(confirmed=True) if any(field.name == "confirmed" for field in rows._meta.fields) else queryset
    )
