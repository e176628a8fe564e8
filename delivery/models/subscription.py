"""Who is told about changes, and how far in the change log."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from wagtail.models import Site

#: For this long after a secret was replaced, messages are signed with the former one, too.
FORMER_SECRET_LASTS = datetime.timedelta(hours=24)


def _refuse_credentials(address: str) -> None:
    # They would be in every log line that names the address.
    if "@" in address.partition("://")[2].partition("/")[0]:
        raise ValidationError("Leave the name and the password out of the address; use the secret.")


class Subscription(models.Model):
    """A receiver of changes.

    ``cursor`` is the sequence of the change log up to which the receiver has been told everything. Messages are made
    from what comes after it, one after the other, and it moves in the transaction that records that one was received.
    """

    class State(models.TextChoices):
        """Whether the receiver is told."""

        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        FAILED = "failed", "Paused: the receiver failed for three days"
        ENDED = "ended", "Ended by the receiver"

    name = models.CharField(max_length=100, unique=True)
    #: The name of a kind in ``delivery.receivers.registry``.
    receiver = models.CharField(max_length=32, default="webhook")
    address = models.CharField(max_length=2000, validators=[URLValidator(["http", "https"]), _refuse_credentials])
    #: Signs messages, or is the token that the receiver asks for.
    secret = models.CharField(max_length=500, blank=True)
    former_secret = models.CharField(max_length=500, blank=True)
    secret_replaced_at = models.DateTimeField(null=True, blank=True)
    #: Whether the address may be one of this machine or of a private network. Only the operator can allow it.
    allow_private = models.BooleanField(default=False)
    #: Whether it follows the variables of the environment, instead of what editors enter.
    is_from_settings = models.BooleanField(default=False)
    sites = models.ManyToManyField(Site, blank=True, related_name="+")
    #: What to be told; an empty list stands for everything.
    types = models.JSONField(default=list, blank=True)
    actions = models.JSONField(default=list, blank=True)
    tags = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.ACTIVE, db_index=True)
    cursor = models.BigIntegerField(default=0)
    #: Attempts that failed since the last success, since when, and when to try again.
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    #: A worker has taken the subscription, and others leave it alone until then.
    taken_until = models.DateTimeField(null=True, blank=True)
    taken_by = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]
        # What editors call it, whatever the kind of its receiver.
        verbose_name = "webhook"

    def __str__(self) -> str:
        return self.name

    def signing_secrets(self, at: datetime.datetime) -> list[str]:
        """Return the secrets with which a message of the instant ``at`` is signed, the current one first."""
        replaced_at = self.secret_replaced_at
        is_valid = self.former_secret and replaced_at is not None and at < replaced_at + FORMER_SECRET_LASTS
        return [self.secret, *([self.former_secret] if is_valid else [])]

    def replace_secret(self, secret: str) -> None:
        """Sign with ``secret`` from now on, and for a day with the present one, too. The row has to be saved."""
        self.former_secret, self.secret, self.secret_replaced_at = self.secret, secret, timezone.now()

    def resume(self) -> None:
        """Tell the receiver again, from where it was left, at once. The row has to be saved."""
        self.state = self.State.ACTIVE
        self.forget_failures()

    def forget_failures(self) -> None:
        """Have the next failure count as the first one. The row has to be saved."""
        self.failures, self.failing_since, self.next_attempt_at = 0, None, None

    def takes(self, tags: list[str]) -> bool:
        """Return whether the receiver is to be told of a change with these tags."""
        return not self.tags or not set(self.tags).isdisjoint(tags)
