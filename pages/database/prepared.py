"""Queries whose SQL is made once, and then run with other values.

Making the SQL of a queryset takes the ORM longer than most of these queries take the database, and an answer is made
from a dozen of them that only differ in the keys asked for.
"""

import datetime
import functools
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

import orjson
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
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


class Argument(Expression):
    """Stands in a queryset for a value that is given when the query is run."""

    def __init__(self, name: str, output_field: Field | None = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


def datetime_argument(name: str) -> Argument:
    """Return what stands for an instant."""
    return Argument(name, DateTimeField())


@ForeignObject.register_lookup
@Field.register_lookup
class AnyOf(Lookup):
    """``pk__any_of=Argument("keys")``: one of any number of values, in one and the same SQL."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        form = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
        return f"{column} {form}", [*parameters, self.rhs]


class PreparedQuery:
    """A queryset of ``values_list``, given by a function that is called once, when the query is first run.

    The queryset may hold ``Argument`` in the places of values. Its SQL must be the same every time.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiler: Any = None

    def rows(self, **arguments: Any) -> list[Sequence[Any]]:
        """Run the query with values for its arguments, by name, and return its rows."""
        if self._compiler is None or not settings.PREPARED_QUERIES:
            compiler: Any = self._build().query.get_compiler(connection=connection)
            self._sql, self._parameters = compiler.as_sql()
            # Those of a combination are the ones of its first part.
            selected = compiler.select or compiler.query.combined_queries[0].get_compiler(connection=connection)
            self._compiler, self._converters = compiler, compiler.get_converters([first for first, *_ in selected])
        # The connection itself, not what finds it each time. Our engines have what Django's do not.
        wrapper: Any = connections[DEFAULT_DB_ALIAS]
        values = {name: _adapted(value, wrapper) for name, value in arguments.items()}
        parameters = [values[found.name] if isinstance(found, Argument) else found for found in self._parameters]
        # A statement that does not fit its tables any more is forgotten with the transaction.
        with wrapper.prepared_cursor() if wrapper.in_atomic_block else wrapper.cursor() as cursor:
            cursor.execute(self._sql, parameters)
            rows = cursor.fetchall()
        return list(self._compiler.apply_converters(rows, self._converters)) if self._converters else rows


def read_objects(queryset: QuerySet[Any]) -> list[Any]:
    """Return the objects of a queryset, to be read, as ``instance`` makes them, without its deferred columns.

    Raises ``TypeError`` for a queryset that gives rows and not objects (``values``, ``values_list``).
    """
    objects: Any = queryset
    if not issubclass(objects._iterable_class, ModelIterable):
        raise TypeError("This queryset gives rows: read_objects takes one that gives objects.")
    query = objects.query
    if query.annotations or query.select_related or objects._prefetch_related_lookups:
        return list(queryset)
    compiler = query.get_compiler(queryset.db)
    rows = compiler.results_iter(compiler.execute_sql())
    names = [column.target.attname for column, *_ in compiler.select]
    return [instance(queryset.model, names, row) for row in rows]


def column_names(model: type[Model], without: Collection[str] = ()) -> list[str]:
    """Return the names of the columns of a model, but for those of some fields."""
    return [field.attname for field in model._meta.concrete_fields if field.name not in without]


def instance(model: type[Model], names: Sequence[str], values: Sequence[Any]) -> Any:
    """Return an object from the database, to be read; columns not among ``names`` are loaded if anybody asks for them.

    It is what ``Model.from_db`` returns, but made without ``__init__`` and the signals around it: for objects that are
    only read they do nothing, and take longer than what answers read of them.
    """
    return _made(model, dict(zip(names, values, strict=True)))


def _made(model: type[Model], columns: Mapping[str, Any]) -> Any:
    if not settings.INSTANCES_WITHOUT_INIT:
        # Django takes the values in the order of the fields.
        names = [name for name in column_names(model) if name in columns]
        return model.from_db(DEFAULT_DB_ALIAS, names, [columns[name] for name in names])
    found = model.__new__(model)
    found._state = ModelState()
    found._state.adding, found._state.db = False, DEFAULT_DB_ALIAS
    found.__dict__.update(columns)
    for name in _converted(model):
        if name in columns:
            setattr(found, name, columns[name])
    return found


@functools.cache
def _converted(model: type[Model]) -> tuple[str, ...]:
    """Return the names of the columns whose values become something else when they are set (a ``StreamValue``)."""
    # These only forget a related object or measure a new file.
    plain = (ForeignKeyDeferredAttribute, FileDescriptor)
    attributes = ((field.attname, getattr(model, field.attname)) for field in model._meta.concrete_fields)
    return tuple(name for name, found in attributes if hasattr(found, "__set__") and not isinstance(found, plain))


class _ParsedJSON(JSONField):
    """JSON from the database, parsed by what parses it in a fifth of the time of Python's own parser."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else orjson.loads(value)


class JSONColumns(JSONObject):
    """Several columns, as one that holds an object in JSON."""

    output_field = _ParsedJSON()


def json_columns(model: type[Model], prefix: str = "", without: Collection[str] = ()) -> dict[str, str]:
    """Return what ``JSONColumns`` takes to hold the columns of a model, reached by ``prefix``."""
    return {name: f"{prefix}{name}" for name in column_names(model, without)}


def object_from_json(model: type[Model], columns: dict[str, Any]) -> Any:
    """Return an object from its columns as ``json_columns`` gives them; the mapping is not used again."""
    for name, read in _readers(model):
        if columns.get(name) is not None:
            columns[name] = read(columns[name])
    return _made(model, columns)


@functools.cache
def _readers(model: type[Model]) -> list[tuple[str, Callable[[Any], Any]]]:
    # JSON has no dates and no UUIDs, and SQLite no truth values.
    kinds = (DateField, BooleanField, UUIDField)
    fields = (field for field in model._meta.concrete_fields if isinstance(field, kinds))
    return [
        (field.attname, partial(_instant, field) if isinstance(field, DateTimeField) else field.to_python)
        for field in fields
    ]


def _instant(field: DateTimeField, text: str) -> datetime.datetime:
    instant: datetime.datetime = field.to_python(text)
    # SQLite keeps instants in UTC and does not say so.
    return instant if instant.tzinfo else instant.replace(tzinfo=datetime.UTC)


def _adapted(value: Any, wrapper: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return wrapper.ops.adapt_datetimefield_value(value)
    if isinstance(value, list | set | frozenset | tuple):
        if wrapper.vendor == "postgresql":
            return list(value)
        # UUIDs as Django stores them where the database has no type for them.
        return orjson.dumps([one.hex if isinstance(one, uuid.UUID) else one for one in value]).decode()
    return value
