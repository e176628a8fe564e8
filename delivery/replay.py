"""Pauses and resumes subscriptions, and sets them to another point of the log."""

from django.db import transaction

from delivery.models import Message, Subscription


def pause(subscription: Subscription) -> None:
    """Tell the receiver nothing more until it is resumed."""
    Subscription.objects.filter(pk=subscription.pk).update(state=Subscription.State.PAUSED)


def resume(subscription: Subscription) -> None:
    """Tell the receiver again, from where it was left, at once."""
    subscription.resume()
    subscription.save(update_fields=["state", "failures", "failing_since", "next_attempt_at"])


def set_cursor(subscription: Subscription, sequence: int) -> None:
    """Tell the receiver, from now on, what came after a sequence, in messages with new identifiers."""
    with transaction.atomic():
        locked = Subscription.objects.select_for_update().get(pk=subscription.pk)
        locked.messages.filter(state=Message.State.PENDING).update(state=Message.State.REPLACED)
        locked.cursor = sequence
        locked.resume()
        locked.save()
    subscription.refresh_from_db()
