"""The subscription of the frontend, which follows the environment."""

from django.conf import settings
from django.db import transaction

from delivery.models import Subscription
from delivery.subscribing import begin

NAME = "Frontend"


def subscribe_frontend() -> None:
    """Make the subscription what ``settings.FRONTEND_WEBHOOK_SECRET`` and ``FRONTEND_WEBHOOK_URL`` say.

    Without a secret there is none. A receiver that was ended or failed is told again from where it was left.
    """
    with transaction.atomic():
        known = Subscription.objects.select_for_update().filter(is_from_settings=True).first()
        if not settings.FRONTEND_WEBHOOK_SECRET:
            if known is not None:
                known.delete()
            return
        subscription = known or begin(Subscription(name=_free_name(), is_from_settings=True, receiver="webhook"))
        subscription.address = settings.FRONTEND_WEBHOOK_URL
        # The operator has named it, so it may be anywhere.
        subscription.allow_private = True
        if known is None:
            subscription.secret = settings.FRONTEND_WEBHOOK_SECRET
        elif known.secret != settings.FRONTEND_WEBHOOK_SECRET:
            subscription.replace_secret(settings.FRONTEND_WEBHOOK_SECRET)
        if subscription.state != Subscription.State.PAUSED:
            subscription.resume()
        subscription.save()


def _free_name() -> str:
    is_taken = Subscription.objects.filter(name=NAME).exists()
    return f"{NAME} (environment)" if is_taken else NAME
