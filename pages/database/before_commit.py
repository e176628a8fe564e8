"""A connection that has work done just before it commits."""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

#: Takes a connection whose transaction is about to commit. What it writes belongs to the transaction.
Callback = Callable[[Any], None]

_callbacks: list[Callback] = []


def call_before_commit(callback: Callback) -> None:
    """Have a callback called before every commit, with the connection; registering it again changes nothing.

    Callbacks are called in the order in which they were registered. What one of them raises undoes the transaction.
    """
    if callback not in _callbacks:
        _callbacks.append(callback)


class BeforeCommit(BaseDatabaseWrapper):
    """Mixed into a ``DatabaseWrapper``: what callbacks write are the last statements of a transaction."""

    def commit(self) -> None:
        """Call the callbacks and commit, or do neither."""
        # The statements still belong to the transaction, and so do blocks inside them.
        self.in_atomic_block = True
        try:
            for callback in _callbacks:
                callback(self)
        except BaseException:
            self.in_atomic_block = False
            # Django itself rolls back only after an error of the database.
            self.rollback()
            raise
        self.in_atomic_block = False
        super().commit()
