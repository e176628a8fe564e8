"""Sets a subscription to another point of the log."""

from django.db import transaction

from delivery.models import Message, Subscription


def set_cursor(subscription: Subscription, sequence: int) -> None:
    """Tell the receiver, from now on, what came after a sequence, in messages with new identifiers."""
    with transaction.atomic():
        locked = Subscription.objects.select_for_update().get(pk=subscription.pk)
        locked.messages.filter(state=Message.State.PENDING).update(state=Message.State.REPLACED)
        locked.cursor = sequence
        locked.resume()
        locked.save()
    subscription.refresh_from_db()
