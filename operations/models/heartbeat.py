"""When a loop of a worker last did its work."""

from django.db import models


class Heartbeat(models.Model):
    """The last sign of life of a loop, in the database so that every process of every machine sees it.

    There is one row for each loop, whichever of several workers runs it: the question is whether anybody does the work.
    """

    #: The name of the loop, as in the log: ``Scheduled publishing``.
    name = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()
    #: The machine and the process of the worker.
    owner = models.CharField(max_length=64)

    class Meta:
        # Whoever may see this may see the health of the CMS; nobody edits it.
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name
