"""The SQLite backend: Django's ``DatabaseWrapper`` with an alphabet, callbacks before a commit and snapshots."""

import functools
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.transaction import atomic, set_rollback

from pages.database.alphabet import COLLATION, compare
from pages.database.before_commit import BeforeCommit


class PreparedCursor(base.SQLiteCursorWrapper):
    """Converts the placeholders of each statement once instead of on every execution."""

    def convert_query(self, query: str, *, param_names: Collection[str] | None = None) -> str:
        """Return the statement with ``?`` placeholders. Named parameters are not supported."""
        return _with_question_marks(query)


@functools.lru_cache(1000)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    """Django's wrapper, extended with an alphabet, callbacks before a commit, prepared statements and snapshots."""

    #: Has no effect: SQLite cancels no statement. See ``pages.database.statement_timeout``.
    statement_timeout = 0.0

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection that knows the alphabetical order; see ``pages.database.alphabet``."""
        connection = super().get_new_connection(conn_params)
        connection.create_collation(COLLATION, compare)
        return connection

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
