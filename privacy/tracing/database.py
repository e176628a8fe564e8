"""Looks into every column of every table, whether or not a model knows it."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model

from privacy.holders import models_with_tables
from privacy.matching.spellings import Spellings, strings_in
from privacy.tracing.trace import Trace

logger = logging.getLogger(__name__)

#: Takes a line that says how far a search is.
Show = Callable[[str], object]
_CHUNK = 200
#: Parts of a full-text table of SQLite, which the table itself shows, or which hold words without their neighbors.
_PARTS = ("_data", "_idx", "_content", "_docsize", "_config")


@dataclass
class Searched:
    """How much was looked at."""

    tables: int = 0
    rows: int = 0
    files: int = 0
    #: Files that could not be read, or are too large to be read whole: only their names were looked at.
    unread: int = 0
    names_unread: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the numbers."""
        return {"tables": self.tables, "rows": self.rows, "files": self.files, "unread": self.unread}


def traces_in_database(spellings: Spellings, searched: Searched, show: Show = lambda line: None) -> Iterator[Trace]:
    """Yield every value of every row that names the person. Each table is read once, in chunks."""
    models: dict[str, type[Model]] = {str(model._meta.db_table): model for model in models_with_tables()}
    for table in searched_tables():
        searched.tables += 1
        yield from _traces_in_table(table, models.get(table), spellings, searched, show)


def searched_tables() -> list[str]:
    """Return the tables, without the parts of which full-text tables consist."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
        whole = set(full_text_tables(cursor))
    return sorted(name for name in names if not any(name == f"{table}{part}" for table in whole for part in _PARTS))


def full_text_tables(cursor: Any) -> list[str]:
    """Return the full-text tables of SQLite; other databases have none."""
    if connection.vendor != "sqlite":
        return []
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'")
    return [name for (name,) in cursor.fetchall()]


def _traces_in_table(
    table: str, model: type[Model] | None, spellings: Spellings, searched: Searched, show: Show
) -> Iterator[Trace]:
    quote = connection.ops.quote_name
    row_key = "rowid" if connection.vendor == "sqlite" else "ctid"
    primary = str(model._meta.pk.column) if model is not None and model._meta.pk is not None else row_key
    sql = f"SELECT {quote(primary) if primary != row_key else row_key}, {quote(table)}.* FROM {quote(table)}"  # noqa: S608
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        columns = [column[0] for column in cursor.description or ()][1:]
        while rows := cursor.fetchmany(_CHUNK):
            show(f"Searching {table}: {searched.rows:,} rows so far")
            for key, *values in rows:
                searched.rows += 1
                for column, value in zip(columns, values, strict=True):
                    yield from _traces_in_value(table, model, key, column, value, spellings)


def _traces_in_value(
    table: str, model: type[Model] | None, key: Any, column: str, value: Any, spellings: Spellings
) -> Iterator[Trace]:
    if not isinstance(value, str | bytes | memoryview | list | dict | tuple):
        return
    for text in strings_in(value):
        if found := spellings.find(text):
            whole = value if isinstance(value, str) else text
            yield Trace(table, key, column, spellings.excerpt(text, found[0]), whole, model)
            return
