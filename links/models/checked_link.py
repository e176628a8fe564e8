"""The model of an address on another site and of what came of asking for it."""

from django.db import models
from django.utils import timezone


class CheckedLink(models.Model):
    """An address to which public content links.

    ``digest`` is a hash of it. A link is ``SUSPECTED`` from its first failure on, and ``BROKEN`` once it has failed
    several times over a while. ``UNKNOWN`` is one that the other site does not show to programs. ``problem`` is a
    sentence, ``moved_to`` where a permanent redirect leads.
    """

    class State(models.TextChoices):
        NEW = "new", "Not checked yet"
        WORKS = "works", "Works"
        SUSPECTED = "suspected", "Failed, is tried again"
        BROKEN = "broken", "Broken"
        UNKNOWN = "unknown", "Cannot be checked"

    url = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=255)
    state = models.CharField(max_length=16, choices=State.choices, default=State.NEW, db_index=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=255, blank=True)
    moved_to = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.url
