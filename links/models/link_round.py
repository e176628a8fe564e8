"""The model of the nightly round."""

from django.db import models


class LinkRound(models.Model):
    """The one row of it: when links were last collected, and until when a worker is at it."""

    collected_at = models.DateTimeField(null=True, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"collected at {self.collected_at}"
