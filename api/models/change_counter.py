"""How far the change log has got."""

from django.db import models


class ChangeCounter(models.Model):
    """The one row that transactions take turns at when they append to the log.

    Who holds it reads what all transactions before have committed, so that two that change things of each other's
    concern cannot both miss that.
    """

    KEY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=KEY)
    #: The sequence of the last change.
    sequence = models.BigIntegerField(default=0)
    #: Changes up to this sequence have been removed, or never were in the log.
    compacted = models.BigIntegerField(default=0)
    #: The next instant at which something goes live or expires.
    next_transition_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.sequence)
