"""Tells people that a receiver is not told any more."""

import logging

from django.contrib.auth.backends import ModelBackend
from django.urls import reverse

from api.formats.links import absolute
from delivery.models import Subscription
from pages.accounts.notices import send_notice

logger = logging.getLogger(__name__)

REASONS = {
    Subscription.State.FAILED: "It failed for three days.",
    Subscription.State.ENDED: "It answered that it does not want to be told any more (410).",
}


def tell_that_it_failed(subscription: Subscription) -> None:
    """Send an e-mail to everybody who may change subscriptions. A failure to send it is logged."""
    reason = REASONS[Subscription.State(subscription.state)]
    logger.error("The receiver “%s” is not told of changes any more. %s", subscription.name, reason)
    users = ModelBackend().with_perm("delivery.change_subscription", include_superusers=False)
    addresses = sorted(users.exclude(email="").values_list("email", flat=True))
    if not addresses:
        return
    address = absolute(reverse("webhooks:inspect", args=[subscription.pk]))
    sentences = [
        f"“{subscription.name}” ({subscription.address}) is not told any more of what is published. {reason}",
        f"Everything that has changed since then is kept for it. Look at what it answered, and resume: {address}",
    ]
    send_notice(f"Not told of changes: {subscription.name}", "\n\n".join(sentences), addresses)
