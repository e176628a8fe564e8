"""What Django loads of the engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.transaction import atomic, set_rollback

from api.database.before_commit import BeforeCommit


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    """Django's own, which also keeps the change log."""

    def prepared_cursor(self) -> Any:
        """Return a cursor for statements that are run again and again: any, since SQLite keeps what it has prepared."""
        return self.cursor()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all queries of the block see what the first of them sees; see ``api.database.snapshot``."""
        mode = self.settings_dict["OPTIONS"].get("transaction_mode")
        self.transaction_mode = "DEFERRED"
        try:
            # Waits for no writer, and none for it.
            with atomic(self.alias):
                yield
                set_rollback(True, self.alias)
        finally:
            self.transaction_mode = mode
