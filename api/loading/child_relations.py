"""Loads the child rows of pages (authors, speakers, topics, tags) for a whole response at once."""

import datetime
import functools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, IntegerField, ManyToManyField, Model, TextField, Value
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.functions import Cast

from api.loading.related_queries import record_columns, record_from_json
from api.loading.sound_columns import sound
from api.tags.dependencies import depend_on_objects
from pages.database.alphabet import alphabetical, alphabetical_key
from pages.database.prepared import (
    Argument,
    JSONColumns,
    PreparedQuery,
    datetime_argument,
    json_columns,
    object_from_json,
)
from pages.models.participant import Participant
from pages.models.relations import columns_by_record, confirmed_rows
from pages.visibility.visibility import current

#: The columns of the query for the rows of all relations: the name of the relation, the page, three sort keys, and the
#: columns of the object as JSON.
ROW_COLUMNS = ("row_relation", "row_page", "row_position", "row_label", "row_key", "row_columns")


class ChildRelations:
    """The child rows of the pages of a response and the records that they name, in one query per page type.

    ``at`` is the instant at which the records must be public. With ``draft=True``, rows are read from the page itself,
    because those of a draft are in no table.
    """

    def __init__(self, at: datetime.datetime, draft: bool = False) -> None:
        self.draft = draft
        self._at = at
        self._loaded: dict[tuple[type[Model], str], dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
        #: The public records that loaded participant rows name, by model; people are ``FoundPerson``.
        self.records: dict[type[Model], list[Any]] = defaultdict(list)
        #: The keys of all records that such rows name, public or not.
        self.named: dict[type[Model], set[int]] = defaultdict(set)

    def load(self, model: type[Model], relations: Iterable[str], pages: Sequence[Model]) -> None:
        """Load the rows of the named relations of pages of one type."""
        names = tuple(relations)
        if self.draft or not names or not pages:
            return
        related = {name: _related(model, name) for name in names}
        record_models = {_name_of(record): record for record in _named_records(model, names)}
        keys = [page.pk for page in pages]
        for name, page, _, _, _, columns in _query(model, names).rows(pages=keys, at=self._at):
            if name in record_models:
                self.records[record_models[name]].append(record_from_json(record_models[name], columns, self._at))
            else:
                self._loaded[model, name][page].append(sound(object_from_json(related[name], columns)))
        for name in names:
            rows = [row for rows in self._loaded[model, name].values() for row in rows]
            depend_on_objects(rows)
            for record, column in _record_columns(related[name]).items():
                self.named[record].update(getattr(row, f"{column}_id") for row in confirmed(rows))

    def of(self, page: Model, relation: str) -> list[Any]:
        """Return the rows of a page in the editor's order, and topics and tags by name."""
        if self.draft:
            return sorted(map(sound, getattr(page, relation).all()), key=_draft_order)
        return self._loaded[type(page), relation].get(page.pk, [])


def _draft_order(row: Any) -> tuple[int, tuple[bytes, str]]:
    return (row.sort_order or 0, (b"", "")) if hasattr(row, "sort_order") else (0, alphabetical_key(row.name))


def confirmed(rows: Iterable[Any]) -> list[Any]:
    """Return the rows of participants who have agreed to be named. Nothing may reveal the others, not even tags."""
    return [row for row in rows if getattr(row, "confirmed", True)]


@functools.cache
def _query(model: type[Model], relations: tuple[str, ...]) -> PreparedQuery:
    def build() -> Any:
        records = [_records_of(model, relations, record) for record in _named_records(model, relations)]
        first, *others = [*(_rows_of(model, relation) for relation in relations), *records]
        return (
            first.union(*others, all=True).order_by(*ROW_COLUMNS[:-1]) if others else first.order_by(*ROW_COLUMNS[:-1])
        )

    return PreparedQuery(build)


def _name_of(record: type[Model]) -> str:
    """Return what the rows of a model's records have in place of a relation; no relation can have this name."""
    return f":{record._meta.label}"


def _record_columns(rows: type[Model]) -> dict[type[Model], str]:
    return columns_by_record(rows) if issubclass(rows, Participant) else {}


def _named_records(model: type[Model], relations: Sequence[str]) -> list[type[Model]]:
    """Return the models of the records that rows of the relations can name, in a stable order."""
    return list(dict.fromkeys(record for name in relations for record in _record_columns(_related(model, name))))


def _records_of(model: type[Model], relations: Sequence[str], record: type[Model]) -> Any:
    """Return the query for the public records of a model that confirmed rows of the relations name, each once."""
    columns = ((name, _record_columns(_related(model, name)).get(record)) for name in relations)
    first, *others = (_named_by(model, name, column) for name, column in columns if column is not None)
    found = record._default_manager.filter(current(datetime_argument("at")), pk__in=first.union(*others))
    return (
        found.annotate(
            row_relation=Value(_name_of(record), TextField()),
            row_page=Value(0),
            row_position=Value(0),
            row_label=Value("", TextField()),
            row_key=F("pk"),
            row_columns=record_columns(record),
        )
        .order_by()
        .values_list(*ROW_COLUMNS)
    )


def _named_by(model: type[Model], relation: str, column: str) -> Any:
    """Return the query for the keys in a column of the confirmed rows of the pages in the argument ``pages``."""
    field: Any = model._meta.get_field(relation)
    rows = confirmed_rows(field.related_model).filter(**{f"{field.field.name}__any_of": Argument("pages")})
    return rows.filter(**{f"{column}__isnull": False}).order_by().values(column)


def _rows_of(model: type[Model], relation: str) -> Any:
    """Return the query for the rows of one relation of the pages in the argument ``pages``."""
    field = model._meta.get_field(relation)
    position: Any
    label: Any
    if isinstance(field, ForeignObjectRel):
        parent: Any = field.field
        rows: Any = field.related_model._default_manager.filter(**{f"{parent.name}__any_of": Argument("pages")})
        page, target, position, label = parent.attname, "", F("sort_order"), Value("", TextField())
    else:
        through, page, target = _through(field)
        rows = through._default_manager.filter(**{f"{page}__any_of": Argument("pages")})
        page, position, label = f"{page}_id", Value(0), F(alphabetical(f"{target}__name"))
        target = f"{target}__"
    rows = rows.annotate(
        row_relation=Value(relation, TextField()),
        row_page=F(page),
        row_position=Cast(position, IntegerField()),
        row_label=label,
        row_key=F("pk"),
        row_columns=JSONColumns(**json_columns(_related(model, relation), target)),
    )
    return rows.order_by().values_list(*ROW_COLUMNS)


def _through(field: Any) -> tuple[Any, str, str]:
    """Return the model behind a many-to-many field or a tag manager, and its fields for the page and the object."""
    through = field.remote_field.through
    if isinstance(field, ManyToManyField):
        return through, field.m2m_field_name(), field.m2m_reverse_field_name()
    return through, "content_object", "tag"


def _related(model: type[Model], relation: str) -> type[Model]:
    """Return the model of the objects to which a relation points."""
    field: Any = model._meta.get_field(relation)
    related: type[Model] = field.related_model
    return related
