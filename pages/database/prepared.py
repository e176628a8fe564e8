"""Queries whose SQL is compiled once and then executed with different values.

The ORM takes longer to compile a queryset than the database takes to run most of these queries, and building one
response takes about a dozen of them, which differ from request to request only in their keys.
"""

import datetime
import functools
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

import orjson
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    ForeignObject,
    JSONField,
    Lookup,
    Model,
    QuerySet,
    UUIDField,
)
from django.db.models.base import ModelState
from django.db.models.fields.files import FileDescriptor
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.functions import JSONObject
from django.db.models.query import ModelIterable

from pages.database.lenient import lenient
from pages.database.reading import reading_connection


class Argument(Expression):
    """A placeholder in a queryset for a value that is given when the query is executed."""

    def __init__(self, name: str, output_field: Field | None = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


def datetime_argument(name: str) -> Argument:
    """Return a placeholder for a ``datetime``."""
    return Argument(name, DateTimeField())


@ForeignObject.register_lookup
@Field.register_lookup
class AnyOf(Lookup):
    """The lookup ``pk__any_of=Argument("keys")``: like ``in``, but with the same SQL for any number of values."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        form = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
        return f"{column} {form}", [*parameters, self.rhs]


class PreparedQuery:
    """A ``values_list`` queryset, built by a function that is called once, when the query is first executed.

    The queryset may contain ``Argument`` instead of values. Its SQL must be the same every time.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiler: Any = None

    def rows(self, **arguments: Any) -> list[Sequence[Any]]:
        """Execute the query with values for its arguments, by name, and return the rows."""
        if self._compiler is None or not settings.PREPARED_QUERIES:
            compiler: Any = self._build().query.get_compiler(connection=connection)
            self._sql, self._parameters = compiler.as_sql()
            # The columns of a union are those of its first query.
            selected = compiler.select or compiler.query.combined_queries[0].get_compiler(connection=connection)
            self._compiler, self._converters = compiler, compiler.get_converters([first for first, *_ in selected])
        wrapper = reading_connection()
        values = {name: _adapted(value, wrapper) for name, value in arguments.items()}
        parameters = [values[found.name] if isinstance(found, Argument) else found for found in self._parameters]
        # A prepared statement that no longer matches its tables is discarded with the transaction.
        with wrapper.prepared_cursor() if wrapper.in_atomic_block else wrapper.cursor() as cursor:
            cursor.execute(self._sql, parameters)
            rows = cursor.fetchall()
        return list(self._compiler.apply_converters(rows, self._converters)) if self._converters else rows


def read_objects(queryset: QuerySet[Any]) -> list[Any]:
    """Return the objects of a queryset for reading, created by ``instance`` without the deferred columns.

    Raise ``TypeError`` for a queryset that returns rows instead of objects (``values``, ``values_list``).
    """
    objects: Any = queryset
    if not issubclass(objects._iterable_class, ModelIterable):
        raise TypeError("read_objects takes a queryset of objects, not of rows (values, values_list).")
    query = objects.query
    if query.annotations or query.select_related or objects._prefetch_related_lookups:
        return list(queryset)
    compiler = query.get_compiler(queryset.db)
    rows = compiler.results_iter(compiler.execute_sql())
    names = [column.target.attname for column, *_ in compiler.select]
    return [instance(queryset.model, names, row) for row in rows]


def column_names(model: type[Model], without: Collection[str] = ()) -> list[str]:
    """Return the column names of a model, except those of the fields in ``without``."""
    return [field.attname for field in model._meta.concrete_fields if field.name not in without]


def instance(model: type[Model], names: Sequence[str], values: Sequence[Any]) -> Any:
    """Return an object for reading from a database row; columns not in ``names`` are deferred.

    The result equals that of ``Model.from_db``, but ``__init__`` and its signals are skipped: they do nothing for
    objects that are only read, and take longer than serializing the object.
    """
    return _made(model, dict(zip(names, values, strict=True)))


def _made(model: type[Model], columns: Mapping[str, Any]) -> Any:
    converted = _converted(model)
    if converted is None:
        # Django takes the values in the order of the fields.
        names = [name for name in column_names(model) if name in columns]
        return model.from_db(DEFAULT_DB_ALIAS, names, [columns[name] for name in names])
    found = model.__new__(model)
    found._state = ModelState()
    found._state.adding, found._state.db = False, DEFAULT_DB_ALIAS
    found.__dict__.update(columns)
    for name in converted:
        if name in columns:
            setattr(found, name, columns[name])
    return found


@functools.cache
def _converted(model: type[Model]) -> tuple[str, ...] | None:
    """Return the names of the columns whose descriptor converts an assigned value, for example to a ``StreamValue``.

    ``None`` means that Django makes the instances. The setting is read once, since it is read for every instance.
    """
    if not settings.INSTANCES_WITHOUT_INIT:
        return None
    # These descriptors only clear a cached related object or measure a new file.
    plain = (ForeignKeyDeferredAttribute, FileDescriptor)
    attributes = ((field.attname, getattr(model, field.attname)) for field in model._meta.concrete_fields)
    return tuple(name for name, found in attributes if hasattr(found, "__set__") and not isinstance(found, plain))


class _ParsedJSON(JSONField):
    """JSON from the database, parsed with orjson in a fifth of the time of Python's own parser."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else orjson.loads(value)


class JSONColumns(JSONObject):
    """Combines several columns into one JSON object."""

    output_field = _ParsedJSON()


def json_columns(model: type[Model], prefix: str = "", without: Collection[str] = ()) -> dict[str, str]:
    """Return the arguments with which ``JSONColumns`` selects the columns of a model, looked up with ``prefix``."""
    return {name: f"{prefix}{name}" for name in column_names(model, without)}


def object_from_json(model: type[Model], columns: dict[str, Any]) -> Any:
    """Return an object from the columns selected with ``json_columns``. The mapping becomes part of the object."""
    for name, read in _readers(model):
        if columns.get(name) is not None:
            columns[name] = read(columns[name])
    return _made(model, columns)


@functools.cache
def _readers(model: type[Model]) -> list[tuple[str, Callable[[Any], Any]]]:
    # JSON has no dates and no UUIDs, and SQLite has no booleans.
    kinds = (DateField, BooleanField, UUIDField)
    fields = (field for field in model._meta.concrete_fields if isinstance(field, kinds))
    return [
        (field.attname, lenient(partial(_instant, field) if isinstance(field, DateTimeField) else field.to_python))
        for field in fields
    ]


def _instant(field: DateTimeField, text: str) -> datetime.datetime:
    instant: datetime.datetime = field.to_python(text)
    # SQLite stores datetimes in UTC without an offset.
    return instant if instant.tzinfo else instant.replace(tzinfo=datetime.UTC)


def _adapted(value: Any, wrapper: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return wrapper.ops.adapt_datetimefield_value(value)
    if isinstance(value, list | set | frozenset | tuple):
        if wrapper.vendor == "postgresql":
            return list(value)
        # Django stores UUIDs as hexadecimal text where the database has no type for them.
        return orjson.dumps([one.hex if isinstance(one, uuid.UUID) else one for one in value]).decode()
    return value
