"""Queries whose SQL is made once, and then run with other values.

Making the SQL of a queryset takes the ORM longer than most of these queries take the database, and an answer is made
from a dozen of them that only differ in the keys asked for.
"""

import datetime
import functools
import json
import uuid
from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    ForeignObject,
    Lookup,
    Model,
    QuerySet,
    UUIDField,
)


class Argument(Expression):
    """Stands in a queryset for a value that is given when the query is run."""

    def __init__(self, name: str, output_field: Field | None = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


def instant_argument(name: str) -> Argument:
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
        if self._compiler is None:
            compiler: Any = self._build().query.get_compiler(connection=connection)
            self._sql, self._parameters = compiler.as_sql()
            # Those of a combination are the ones of its first part.
            selected = compiler.select or compiler.query.combined_queries[0].get_compiler(connection=connection)
            self._compiler, self._converters = compiler, compiler.get_converters([first for first, *_ in selected])
        values = {name: _adapted(value) for name, value in arguments.items()}
        parameters = [values[found.name] if isinstance(found, Argument) else found for found in self._parameters]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, parameters)
            rows = cursor.fetchall()
        return list(self._compiler.apply_converters(rows, self._converters)) if self._converters else rows


def column_names(model: type[Model], without: Collection[str] = ()) -> list[str]:
    """Return the names of all columns of a model, in the order in which ``instance`` takes their values."""
    return [field.attname for field in model._meta.concrete_fields if field.name not in without]


def instance(model: type[Model], names: Sequence[str], values: Sequence[Any]) -> Any:
    """Return an object from the database; columns that are not among ``names`` are loaded if anybody asks for them."""
    return model.from_db(connection.alias, names, values)


def json_columns(model: type[Model], prefix: str = "") -> dict[str, str]:
    """Return what ``JSONObject`` takes to hold all columns of a model, reached by ``prefix``."""
    return {name: f"{prefix}{name}" for name in column_names(model)}


def object_from_json(model: type[Model], columns: dict[str, Any]) -> Any:
    """Return an object from its columns as ``json_columns`` gives them."""
    names, readers = _readers(model)
    return instance(
        model,
        names,
        [read(columns[name]) if read else columns[name] for name, read in zip(names, readers, strict=True)],
    )


@functools.cache
def _readers(model: type[Model]) -> tuple[list[str], list[Callable[[Any], Any] | None]]:
    # JSON has no dates and no UUIDs, and SQLite no truth values.
    kinds = (DateField, BooleanField, UUIDField)
    fields = model._meta.concrete_fields
    return column_names(model), [field.to_python if isinstance(field, kinds) else None for field in fields]


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, list | set | frozenset | tuple):
        if connection.vendor == "postgresql":
            return list(value)
        return json.dumps(list(value), default=_hexadecimal)
    return value


def _hexadecimal(value: uuid.UUID) -> str:
    # As Django stores it where the database has no type for it.
    return value.hex
