"""What Django loads of the engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base
from django.db.transaction import atomic, set_rollback
from psycopg import IsolationLevel

from api.database.before_commit import BeforeCommit


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    """Django's own, which also keeps the change log."""

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all queries of the block see what the first of them sees; see ``api.database.snapshot``."""
        with self._reading(), atomic(self.alias):
            yield
            set_rollback(True, self.alias)

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
