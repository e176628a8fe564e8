"""A database connection that calls registered callbacks just before it commits."""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

#: Takes a connection whose transaction is about to commit. The callback's writes are part of the transaction.
Callback = Callable[[Any], None]

_callbacks: list[Callback] = []


def call_before_commit(callback: Callback) -> None:
    """Register a callback to be called with the connection before every commit; a second registration has no effect.

    Callbacks are called in the order of registration. If one of them raises, the transaction is rolled back.
    """
    if callback not in _callbacks:
        _callbacks.append(callback)


class BeforeCommit(BaseDatabaseWrapper):
    """A mixin for a ``DatabaseWrapper`` that runs the callbacks' statements last in every transaction."""

    def commit(self) -> None:
        """Call the callbacks and commit. If a callback raises, roll back and raise its error."""
        # The callbacks' statements and ``atomic`` blocks must join this transaction.
        self.in_atomic_block = True
        try:
            for callback in _callbacks:
                callback(self)
        except BaseException:
            self.in_atomic_block = False
            # Django itself rolls back only after a database error.
            self.rollback()
            raise
        self.in_atomic_block = False
        super().commit()
