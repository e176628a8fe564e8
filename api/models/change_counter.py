"""The position of the change log."""

from django.db import models


class ChangeCounter(models.Model):
    """The one row that a transaction locks to append to the log.

    The transaction that holds the lock sees everything that earlier holders committed, so two transactions that affect
    each other's objects cannot both miss it.
    """

    KEY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=KEY)
    #: The sequence of the last change.
    sequence = models.BigIntegerField(default=0)
    #: Changes up to this sequence have been removed, or never were in the log.
    compacted = models.BigIntegerField(default=0)
    #: The next instant at which something goes live or expires.
    next_transition_at = models.DateTimeField(null=True)
    #: The next instant at which something expires, or that of the first expiry that is not carried out yet.
    next_expiry_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.sequence)

    @classmethod
    def current(cls) -> "ChangeCounter":
        """Return the counter as it is now, which need not exist before the first change."""
        return cls.objects.filter(pk=cls.KEY).first() or cls()

    def holds_after(self, sequence: int) -> bool:
        """Tell whether the log holds everything that came after a sequence, which it has reached."""
        return self.compacted <= sequence <= self.sequence
