"""What Django loads of the engine."""

import functools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.transaction import atomic
from psycopg import IsolationLevel, RawCursor

from pages.database.before_commit import BeforeCommit


class PreparedCursor(base.CursorMixin, RawCursor[Any]):
    """Has the server read and plan a statement once for a connection, whatever values it is run with."""

    def execute(self, query: str, params: Sequence[Any] = (), **options: Any) -> Any:  # type: ignore[override]
        """Run SQL with ``%s`` in the places of values."""
        return super().execute(_numbered(query), params, **options)


@functools.lru_cache(1000)
def _numbered(query: str) -> bytes:
    """Return SQL with the numbers of the values in their places, as the server wants it.

    psycopg does the same for each run of a long statement.
    """
    first, *others = (part.replace("%%", "%") for part in query.split("%s"))
    return "".join((first, *(f"${number}{part}" for number, part in enumerate(others, 1)))).encode()


class DatabaseOperations(operations.DatabaseOperations):
    """Django's own, which also knows what a prepared statement was run with."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> Any:
        """Return the SQL with the values in it, for the log."""
        if isinstance(cursor, PreparedCursor):
            return self.compose_sql(sql, params)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    """Django's own, which also keeps the change log."""

    ops_class = DatabaseOperations

    def prepared_cursor(self) -> Any:
        """Return a cursor for statements that are run again and again with other values.

        The server reads and plans each of them once for each connection, if ``OPTIONS`` has a ``prepare_threshold``.
        One that fails because its tables were altered fails until a rollback, with which psycopg forgets what it has
        prepared; outside a transaction, the caller has to close the connection.
        """
        if self.settings_dict["OPTIONS"].get("prepare_threshold") is None:
            return self.cursor()
        self.ensure_connection()
        wrapper: Any = self
        with self.wrap_database_errors:
            return wrapper._prepare_cursor(PreparedCursor(self.connection))

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all queries of the block see what the first of them sees; see ``pages.database.snapshot``.

        It ends with a commit, of nothing: with every rollback, psycopg forgets the statements it has prepared.
        """
        with self._reading(), atomic(self.alias):
            yield

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Let transactions of the block begin as snapshots, without a statement of their own."""
        self.ensure_connection()
        connection: Any = self.connection
        before = connection.isolation_level, connection.read_only
        connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
        try:
            yield
        finally:
            if not connection.closed:
                connection.isolation_level, connection.read_only = before
