"""What Django loads of the engine."""

import functools
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.transaction import atomic, set_rollback

from pages.database.before_commit import BeforeCommit


class PreparedCursor(base.SQLiteCursorWrapper):
    """Writes a statement as SQLite wants it once, not for each run."""

    def convert_query(self, query: str, *, param_names: Collection[str] | None = None) -> str:
        """Return a statement with ``?`` in the places of values; they have no names."""
        return _with_question_marks(query)


@functools.lru_cache(1000)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    """Django's own, which also keeps the change log."""

    def prepared_cursor(self) -> Any:
        """Return a cursor for statements that are run again and again; SQLite itself keeps what it has prepared."""
        self.ensure_connection()
        wrapper: Any = self
        with self.wrap_database_errors:
            return wrapper._prepare_cursor(wrapper.connection.cursor(factory=PreparedCursor))

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all queries of the block see what the first of them sees; see ``pages.database.snapshot``."""
        mode = self.settings_dict["OPTIONS"].get("transaction_mode")
        self.transaction_mode = "DEFERRED"
        try:
            # Waits for no writer, and none for it.
            with atomic(self.alias):
                yield
                set_rollback(True, self.alias)
        finally:
            self.transaction_mode = mode
