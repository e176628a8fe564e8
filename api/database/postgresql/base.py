"""What Django loads of the engine."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.postgresql import base
from django.db.transaction import atomic, set_rollback

from api.database.before_commit import BeforeCommit


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    """Django's own, which also keeps the change log."""

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all queries of the block see what the first of them sees; see ``api.database.snapshot``."""
        with atomic(self.alias):
            with self.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
            set_rollback(True, self.alias)
