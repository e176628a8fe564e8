"""The model of a release."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


def _somebody() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )


class Release(models.Model):
    """Pages and records that are published, or unpublished, together.

    Members can be added and removed while it ``is_open``. ``problems`` are the sentences that say why it was not
    published when it was due, or when it was published last.
    """

    class Status(models.TextChoices):
        """How far a release is."""

        DRAFT = "draft", "Being prepared"
        SCHEDULED = "scheduled", "Scheduled"
        PUBLISHED = "published", "Published"
        FAILED = "failed", "Not published"
        UNDONE = "undone", "Undone"

    #: In these states editors change what is in it, and it can be published or scheduled.
    OPEN = (Status.DRAFT, Status.FAILED, Status.UNDONE)

    title = models.CharField(max_length=255, help_text="For you and your colleagues; visitors never see it.")
    note = models.TextField(blank=True, max_length=2000, help_text="What it is for, and what still has to be done.")
    status = models.CharField(
        max_length=16, choices=Status.choices, default=Status.DRAFT, db_index=True, editable=False
    )
    goes_live_at = models.DateTimeField("goes live", null=True, blank=True, db_index=True)
    problems = models.JSONField(default=list, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = _somebody()
    scheduled_by = _somebody()
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = _somebody()
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = _somebody()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether its members can be changed, and it can be published or scheduled."""
        return self.status in self.OPEN

    @property
    def is_scheduled(self) -> bool:
        """Whether it goes live by itself."""
        return self.status == self.Status.SCHEDULED

    @property
    def is_published(self) -> bool:
        """Whether it was published, and not undone since."""
        return self.status == self.Status.PUBLISHED
