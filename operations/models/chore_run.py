"""When the worker last tidied up."""

from django.db import models


class ChoreRun(models.Model):
    """The last run of a chore. Whoever moves ``due_at`` into the future has it: one worker at a time."""

    name = models.CharField(max_length=64, primary_key=True)
    due_at = models.DateTimeField()
    #: When it last ended well; null if it never did.
    done_at = models.DateTimeField(null=True)
    removed = models.BigIntegerField(default=0)
    #: The class of the error of the last run; empty if it ended well.
    problem = models.CharField(max_length=255, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
