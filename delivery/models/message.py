"""A message to a receiver, from the moment it is made until its receipt is forgotten."""

import uuid

from django.db import models
from django.utils import timezone

from delivery.models.subscription import Subscription


def new_message_id() -> str:
    """Return an identifier that no other message has."""
    return f"msg_{uuid.uuid4().hex}"


class Message(models.Model):
    """A part of the change log that is told at once, under one identifier, however often it is sent.

    Its body is not stored: it is made for each attempt, so that it never has more than what is public then.
    """

    class State(models.TextChoices):
        """What became of the message."""

        PENDING = "pending", "To be sent"
        RECEIVED = "received", "Received"
        FAILED = "failed", "Not received"
        OBSOLETE = "obsolete", "Not sent: nothing of it is public any more"
        REPLACED = "replaced", "Not sent: the subscription was set to another point of the log"

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="messages")
    identifier = models.CharField(max_length=64, unique=True, default=new_message_id)
    #: It tells the changes after the first sequence, up to the last. Both are 0 for a test.
    after_sequence = models.BigIntegerField(default=0)
    last_sequence = models.BigIntegerField(default=0)
    #: The key of its site, or 0 for all sites of the subscription.
    site_id = models.BigIntegerField(default=0)
    is_test = models.BooleanField(default=False)
    #: Whether it tells a cache once more what it was told already; it is not sent before an instant.
    is_repeat = models.BooleanField(default=False)
    not_before = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PENDING)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "last_sequence", "site_id"],
                condition=models.Q(state="pending", is_test=False, is_repeat=False),
                name="delivery_one_pending_message",
            )
        ]

    def __str__(self) -> str:
        return self.identifier
