"""The model of a change in a followed calendar that somebody decides on."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from arrivals.models.followed_event import FollowedEvent


class ProposedChange(models.Model):
    """What has changed of an event at its source. ``fields`` maps each field to its values ``before`` and ``after``.

    An event has at most one that is open; a later change at the source replaces it.
    """

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Kind(models.TextChoices):
        CHANGED = "changed", "Changed in the calendar"
        CANCELLED = "cancelled", "Canceled in the calendar"
        GONE = "gone", "No longer in the calendar"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        DISMISSED = "dismissed", "Dismissed"

    event = models.ForeignKey(FollowedEvent, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN, db_index=True)
    fields = models.JSONField(default=dict)
    found_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=models.Q(state="open"), name="one_open_change_per_event"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.kind}"
