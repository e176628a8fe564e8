"""One turn of a subscription: its receiver is told what is due, one message after the other."""

import datetime
import logging
import threading

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from delivery.messages.content import telling_of
from delivery.messages.window import next_window
from delivery.models import Message, Subscription
from delivery.receivers.registry import receiver_kinds
from delivery.sending.client import send
from delivery.sending.request import Outcome
from delivery.worker.lease import Lease
from delivery.worker.record import finish, record_outcome

logger = logging.getLogger(__name__)

#: How long a subscription waits after a fault of ours.
AFTER_A_FAULT = datetime.timedelta(minutes=1)
#: After so many messages, the next turn goes on; other subscriptions may be waiting for a thread.
MOST_MESSAGES = 50


def take_turn(key: int, owner: str, stop: threading.Event) -> int:
    """Tell a receiver what is due, and return the number of attempts: 0 if another worker has the subscription.

    Raises ``DatabaseError`` if the database fails; what was under way is then sent again, as the same message.
    """
    lease = Lease(key, owner)
    subscription = lease.take()
    if subscription is None:
        return 0
    attempts = 0
    try:
        while attempts < MOST_MESSAGES and not stop.is_set():
            if subscription.next_attempt_at is not None and subscription.next_attempt_at > timezone.now():
                break
            message = _next_message(subscription, lease)
            if message is None:
                break
            outcome = deliver(subscription, message, lease)
            if outcome is not None:
                attempts += 1
                record_outcome(subscription, message, outcome)
            subscription.refresh_from_db()
            if subscription.state != Subscription.State.ACTIVE or (outcome is None and not lease.renew()):
                break
    except DatabaseError:
        raise
    except Exception:
        # A fault in the code of one kind of receiver must not keep the others waiting.
        logger.exception("“%s” could not be told; it is tried again in a minute.", subscription.name)
        Subscription.objects.filter(pk=key).update(next_attempt_at=timezone.now() + AFTER_A_FAULT)
    finally:
        lease.give_back()
    return attempts


def _next_message(subscription: Subscription, lease: Lease) -> Message | None:
    """Return the message to send now; if there is none under way, the next ones are made from the log."""
    while True:
        message = sendable_messages().filter(subscription=subscription).order_by("is_repeat", "pk").first()
        if message is not None and not message.is_repeat:
            return message
        window = next_window(subscription)
        if window is None:
            return message
        if not lease.renew():
            return None
        # Locks the row, so that the log is told once even if two workers believe that it is theirs.
        with transaction.atomic():
            held = Subscription.objects.select_for_update().filter(pk=subscription.pk, cursor=subscription.cursor)
            if not held.exists():
                return None
            if not window.messages:
                held.update(cursor=window.last_sequence)
                subscription.cursor = window.last_sequence
                return message
            try:
                with transaction.atomic():
                    Message.objects.bulk_create(window.messages)
            except IntegrityError:
                # Another worker was faster; its messages are these.
                pass


def sendable_messages() -> QuerySet[Message]:
    """Return the messages that may be sent now."""
    now = timezone.now()
    at_once = Q(not_before__isnull=True) | Q(not_before__lte=now)
    return Message.objects.filter(at_once, state=Message.State.PENDING)


def deliver(subscription: Subscription, message: Message, lease: Lease | None = None) -> Outcome | None:
    """Send a message and return what came of it; ``None`` if there is nothing to send or it is not ours any more.

    The first request that is not answered with 2xx ends it: all of them are sent again later.
    """
    telling = telling_of(subscription, message)
    if telling is None:
        finish(message, Message.State.OBSOLETE)
        return None
    outcome: Outcome | None = None
    for request in receiver_kinds()[subscription.receiver].requests(subscription, telling):
        if lease is not None and not lease.renew():
            return None
        outcome = send(request, allow_private=subscription.allow_private)
        if not outcome.is_receipt:
            break
    return outcome or Outcome(204)
