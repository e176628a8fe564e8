"""Subscriptions as they begin."""

from django.core.exceptions import ValidationError

from api.models import ChangeCounter
from delivery.models import Subscription
from delivery.receivers.registry import receiver_kinds
from delivery.secrets import new_secret, secret_problem


def begin(subscription: Subscription) -> Subscription:
    """Prepare an unsaved subscription: it is told what changes from now on, with a secret if it signs and has none."""
    subscription.cursor = ChangeCounter.current().sequence
    if receiver_kinds()[subscription.receiver].signs and not subscription.secret:
        subscription.secret = new_secret()
    return subscription


def check_secret(subscription: Subscription) -> None:
    """Raise ``ValidationError`` if the kind of receiver does not exist or cannot use the secret."""
    kind = receiver_kinds().get(subscription.receiver)
    if kind is None:
        raise ValidationError({"receiver": f"There is no kind of receiver “{subscription.receiver}”."})
    if kind.needs_secret and not subscription.secret:
        raise ValidationError({"secret": f"{kind.label} needs a secret."})
    problem = secret_problem(subscription.secret) if kind.signs else None
    if problem:
        raise ValidationError({"secret": problem})
