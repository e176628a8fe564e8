"""Records pending changes in the transaction that makes them, and appends them to the log before it commits."""

from typing import Any

from django.db import transaction

from api.changes.log import append
from api.changes.pending import PendingChange
from api.changes.reference_index import index_references


class _AppendOnCommit:
    """A callback of the transaction, so that Django discards it with a block that is rolled back.

    Outside any transaction, Django calls it at once, and it appends in a new transaction.
    """

    def __init__(self, change: PendingChange) -> None:
        self.change = change
        self.appended = False

    def __call__(self) -> None:
        if not self.appended:
            with transaction.atomic():
                _append([self])


def add_pending_change(kind: str, key: int | None, **details: Any) -> None:
    """Record that an object may have changed; ``details`` are fields of ``PendingChange``."""
    transaction.on_commit(_AppendOnCommit(PendingChange(kind, key, **details)))


def append_pending(connection: Any) -> None:
    """Append what the current transaction of a connection has recorded so far. Call this just before the commit."""
    pending = _pending(connection)
    if pending:
        _append(pending)


def index_pending_references() -> None:
    """Index the references of what the current transaction has saved so far, which it does anyway before it commits."""
    for _ in index_references(callback.change for callback in _pending(transaction.get_connection())):
        pass


def _pending(connection: Any) -> list[_AppendOnCommit]:
    return [
        callback
        for _, callback, _ in connection.run_on_commit
        if isinstance(callback, _AppendOnCommit) and not callback.appended
    ]


def _append(pending: list[_AppendOnCommit]) -> None:
    append([callback.change for callback in pending])
    for callback in pending:
        callback.appended = True
