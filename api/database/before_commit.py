"""A connection that appends to the change log just before it commits."""

from django.db.backends.base.base import BaseDatabaseWrapper

from api.changes.marks import append_pending


class BeforeCommit(BaseDatabaseWrapper):
    """Mixed into a ``DatabaseWrapper``: what ``append_pending`` writes are the last statements of a transaction."""

    def commit(self) -> None:
        """Append to the change log and commit, or do neither."""
        # The statements still belong to the transaction, and so do blocks inside them.
        self.in_atomic_block = True
        try:
            append_pending(self)
        except BaseException:
            self.in_atomic_block = False
            # Django itself rolls back only after an error of the database.
            self.rollback()
            raise
        self.in_atomic_block = False
        super().commit()
