"""Rewrites what a page or record is stored as in its versions: its fields, its rows and its body."""

from collections.abc import Iterator
from typing import Any

from django.db.models import ManyToManyField, Model
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.fields import StreamField

from pages.models.participant import Participant
from pages.records.record import Record
from privacy.holders import Treatment, holder_of
from privacy.rewriting.blocks import rewritten_stream
from privacy.rewriting.choice import Rewriting
from privacy.rewriting.plain import rewritten_json
from privacy.tracing.relations import is_person

#: Texts of a row about its participant: they go with the name.
ABOUT_PARTICIPANT = ("byline", "affiliation", "bio")
#: Parts of addresses of pages: an editor changes them, so that old addresses lead to new ones.
ADDRESSES = ("slug", "url_path")


def rewritten(model: type[Model], data: dict[str, Any], how: Rewriting) -> dict[str, Any]:
    """Return the serialized data of an object, as in a revision, without the person."""
    relations = _child_relations(model)
    fields = {field.name: field for field in model._meta.get_fields() if not field.auto_created or field.concrete}
    changed: dict[str, Any] = {}
    for name, value in data.items():
        if name in relations and isinstance(value, list):
            changed[name] = list(_rows(relations[name], value, how))
        else:
            changed[name] = _field(model, fields.get(name), name, value, how)
    return changed


def _child_relations(model: type[Model]) -> dict[str, type[Model]]:
    if not issubclass(model, ClusterableModel):
        return {}
    return {relation.get_accessor_name(): relation.related_model for relation in get_all_child_relations(model)}


def _field(model: type[Model], field: Any, name: str, value: Any, how: Rewriting) -> Any:
    if isinstance(field, StreamField):
        return rewritten_stream(field.stream_block, value, how)
    if field is not None and field.is_relation:
        return _relation(field, value, how)
    if not how.everything and (name in ADDRESSES or (name == "name" and issubclass(model, Record))):
        return value
    return rewritten_json(value, how)


def _relation(field: Any, value: Any, how: Rewriting) -> Any:
    if how.subject.key is None or not is_person(field):
        return value
    if isinstance(field, ManyToManyField) and isinstance(value, list):
        people = [how.successor_key if key == how.subject.key else key for key in value]
        return list(dict.fromkeys(key for key in people if key is not None))
    return how.successor_key if value == how.subject.key else value


def _rows(model: type[Model], rows: list[Any], how: Rewriting) -> Iterator[dict[str, Any]]:
    if holder_of(model).treatment is Treatment.KEPT and not how.rewrites_corrections:
        yield from rows
        return
    if holder_of(model).treatment is Treatment.KEPT:
        how = Rewriting(how.subject, how.choice, everything=True)
    for row in rows:
        if not isinstance(row, dict):
            yield row
            continue
        changed: dict[str, Any] | None = row
        if issubclass(model, Participant) and is_byline_of(row, how):
            changed = _byline(row, how)
        if changed is not None and not _lacks_its_person(model, row, how):
            yield rewritten(model, changed, how)


def is_byline_of(row: dict[str, Any], how: Rewriting) -> bool:
    """Return whether a row of a participant stands for the person, by their record or just their name."""
    if row.get("person") is not None:
        return bool(row["person"] == how.subject.key)
    return row.get("organization") is None and how.spellings.is_whole(str(row.get("name") or ""))


def _byline(row: dict[str, Any], how: Rewriting) -> dict[str, Any] | None:
    """Return the row with what stands for the person, or ``None`` if it is to be removed."""
    if how.successor_key is None and not how.choice.text:
        return None
    about = {name: "" for name in ABOUT_PARTICIPANT if name in row}
    name = "" if how.successor_key is not None else how.choice.text
    return {**row, **about, "person": how.successor_key, "name": name, "photo": None}


def _lacks_its_person(model: type[Model], row: dict[str, Any], how: Rewriting) -> bool:
    """Return whether a row refers to the person in a field that cannot be empty, and nobody stands in."""
    if how.successor_key is not None or how.subject.key is None:
        return False
    return any(
        row.get(field.name) == how.subject.key and not field.null
        for field in model._meta.local_fields
        if field.is_relation and is_person(field)
    )
