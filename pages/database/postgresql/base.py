"""The PostgreSQL backend: Django's ``DatabaseWrapper`` with callbacks before a commit and prepared statements."""

import functools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.transaction import atomic
from psycopg import DataError, IsolationLevel, RawCursor
from psycopg.adapt import AdaptersMap, Loader
from psycopg.pq import Format
from psycopg.types.datetime import DateLoader, TimeLoader

from pages.database.before_commit import BeforeCommit
from pages.database.lenient import readable_json, representable
from pages.database.statement_timeout import current_timeout


class PreparedCursor(base.CursorMixin, RawCursor[Any]):
    """Sends statements with server-side parameters, so that the server parses and plans each once per connection."""

    def execute(self, query: str, params: Sequence[Any] = (), **options: Any) -> Any:  # type: ignore[override]
        """Execute SQL with ``%s`` placeholders."""
        return super().execute(_numbered(query), params, **options)


@functools.lru_cache(1000)
def _numbered(query: str) -> bytes:
    """Return the SQL with PostgreSQL's numbered placeholders (``$1``) instead of ``%s``.

    psycopg would convert a long statement every time it is executed.
    """
    first, *others = (part.replace("%%", "%") for part in query.split("%s"))
    return "".join((first, *(f"${number}{part}" for number, part in enumerate(others, 1)))).encode()


def _lenient(loader: type[Loader]) -> type[Loader]:
    """Return a loader that reads what Python cannot represent as null: infinity, years after 9999, 24:00."""

    class Lenient(loader):  # type: ignore[misc, valid-type]
        def load(self, data: Any) -> Any:
            try:
                return representable(super().load(data))
            # The time zone may move an instant out of range.
            except (DataError, OverflowError, ValueError):
                return None

    return Lenient


@functools.lru_cache
def _adapters(context: Any) -> AdaptersMap:
    """Return the adapters of ``context`` with loaders of dates and times that are lenient."""
    adapters = AdaptersMap(context)
    for name, loader in (
        ("date", DateLoader),
        ("time", TimeLoader),
        ("timestamptz", context.get_loader(context.types["timestamptz"].oid, Format.TEXT)),
    ):
        adapters.register_loader(name, _lenient(loader))
    return adapters


class DatabaseOperations(operations.DatabaseOperations):
    """Django's operations, with support for logging the parameters of prepared statements."""

    def get_db_converters(self, expression: Any) -> list[Any]:
        """Return the functions that convert values of an expression from the database."""
        of_json = [readable_json] if expression.output_field.get_internal_type() == "JSONField" else []
        return [*of_json, *super().get_db_converters(expression)]

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> Any:
        """Return the SQL with its parameters filled in, for the log."""
        if isinstance(cursor, PreparedCursor):
            return self.compose_sql(sql, params)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    """Django's wrapper, extended with callbacks before a commit, prepared statements and snapshots."""

    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        """Return the parameters of a connection that reads dates and times which Python cannot represent as null."""
        parameters: dict[str, Any] = super().get_connection_params()
        return {**parameters, "context": _adapters(parameters["context"])}

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor whose statements have the timeout of ``pages.database.statement_timeout``."""
        self._send_statement_timeout()
        return super().create_cursor(name)

    def prepared_cursor(self) -> Any:
        """Return a cursor for statements that are executed repeatedly with different values.

        The server parses and plans each of them once per connection if ``OPTIONS`` has a ``prepare_threshold``.
        A prepared statement that fails because its tables were altered keeps failing until a rollback, on which psycopg
        discards its prepared statements; outside a transaction, the caller has to close the connection.
        """
        if self.settings_dict["OPTIONS"].get("prepare_threshold") is None:
            return self.cursor()
        self.ensure_connection()
        wrapper: Any = self
        with self.wrap_database_errors:
            return wrapper._prepare_cursor(PreparedCursor(self.connection))

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Run all queries of the block on the same snapshot; see ``pages.database.snapshot``.

        The block ends with an empty commit, because psycopg discards its prepared statements on every rollback.
        """
        with self._reading(), atomic(self.alias):
            yield

    def _send_statement_timeout(self) -> None:
        """Send the timeout to the server, unless its session has it already.

        Never inside a transaction, because a rollback would undo it: a transaction keeps the timeout from before.
        """
        session: Any = self.connection
        timeout = current_timeout()
        if self.in_atomic_block or getattr(session, "statement_timeout", 0.0) == timeout:
            return
        milliseconds = round(timeout * 1000)
        with self.wrap_database_errors:
            # Without a timeout of ours, that of the server or the role applies.
            session.execute(f"SET statement_timeout = {milliseconds}" if milliseconds else "RESET statement_timeout")
        # Kept with the session, which a pool may give to another thread.
        session.statement_timeout = timeout

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Begin the transactions of the block as read-only snapshots, without sending an extra statement."""
        self.ensure_connection()
        self._send_statement_timeout()
        connection: Any = self.connection
        before = connection.isolation_level, connection.read_only
        connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
        try:
            yield
        finally:
            if not connection.closed:
                connection.isolation_level, connection.read_only = before
