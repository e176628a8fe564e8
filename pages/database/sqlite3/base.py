"""The SQLite backend: Django's ``DatabaseWrapper`` with an alphabet, callbacks before a commit and snapshots."""

import functools
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base, operations
from django.db.transaction import atomic, set_rollback
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from pages.database.alphabet import COLLATION, compare
from pages.database.before_commit import BeforeCommit
from pages.database.lenient import lenient, readable_json

# Python's driver converts some columns itself, by the types with which they were created.
_PARSERS = {"date": parse_date, "time": parse_time, "datetime": parse_datetime, "timestamp": parse_datetime}
for _name, _parse in _PARSERS.items():
    sqlite3.register_converter(_name, lenient(base.decoder(_parse)))


class PreparedCursor(base.SQLiteCursorWrapper):
    """Converts the placeholders of each statement once instead of on every execution."""

    def convert_query(self, query: str, *, param_names: Collection[str] | None = None) -> str:
        """Return the statement with ``?`` placeholders. Named parameters are not supported."""
        return _with_question_marks(query)


@functools.lru_cache(1000)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


#: Returns a stored text. Bytes that are no UTF-8 become replacement characters; SQLite does not check them.
_decoded = functools.partial(str, encoding="utf-8", errors="replace")


class DatabaseOperations(operations.DatabaseOperations):
    """Django's operations, which read a value that is none of its column as null."""

    def get_db_converters(self, expression: Any) -> list[Any]:
        """Return the functions that convert values of an expression from the database."""
        of_json = [readable_json] if expression.output_field.get_internal_type() == "JSONField" else []
        return [*of_json, *(lenient(converter) for converter in super().get_db_converters(expression))]


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    """Django's wrapper, extended with an alphabet, callbacks before a commit, prepared statements and snapshots."""

    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: Any) -> Any:
        """Return a connection that knows the alphabet, and on which a text that is no UTF-8 does not fail the query."""
        made: Any = super().get_new_connection(conn_params)
        made.create_collation(COLLATION, compare)
        made.text_factory = _decoded
        return made

    def prepared_cursor(self) -> Any:
        """Return a cursor for statements that are executed repeatedly; Python's SQLite driver caches them."""
        self.ensure_connection()
        wrapper: Any = self
        with self.wrap_database_errors:
            return wrapper._prepare_cursor(wrapper.connection.cursor(factory=PreparedCursor))

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Run all queries of the block on the same snapshot; see ``pages.database.snapshot``."""
        mode = self.settings_dict["OPTIONS"].get("transaction_mode")
        self.transaction_mode = "DEFERRED"
        try:
            # A deferred transaction that only reads neither waits for a writer nor blocks one.
            with atomic(self.alias):
                yield
                set_rollback(True, self.alias)
        finally:
            self.transaction_mode = mode
