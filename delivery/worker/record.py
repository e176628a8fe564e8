"""Records what came of an attempt: the log of deliveries, the cursor, and when to try again."""

import datetime
import random
from email.utils import parsedate_to_datetime

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from delivery.models import Attempt, Message, Subscription
from delivery.notices import tell_that_it_failed
from delivery.receivers.registry import receiver_kinds
from delivery.sending.request import Outcome

#: Seconds before each further attempt; the last number repeats. Each pause is drawn from a half to one and a half.
PAUSES = (2, 10, 60, 300, 900, 1800, 3600, 7200, 14400)
#: The longest pause, in seconds, for the receiver of the environment: it is ours, and it may have been restarted.
LONGEST_OF_OURS = 5
#: The longest pause, in seconds, that a receiver can ask for.
LONGEST_ASKED = 86_400
#: A receiver that fails for so long is paused.
PATIENCE = datetime.timedelta(days=3)
GONE = 410
#: Longer than it takes to make a response.
REPEATED_AFTER = datetime.timedelta(seconds=10)

#: Sent after each attempt with its ``subscription`` and ``outcome``.
attempted = Signal()


def record_outcome(subscription: Subscription, message: Message, outcome: Outcome) -> None:
    """Record what came of an attempt. The cursor moves in the same transaction as the receipt.

    A test changes nothing but the log of deliveries.
    """
    attempted.send(sender=Message, subscription=subscription, outcome=outcome)
    with transaction.atomic():
        locked = Subscription.objects.select_for_update().get(pk=subscription.pk)
        _log(message, outcome)
        if message.is_test:
            message.state = Message.State.RECEIVED if outcome.is_receipt else Message.State.FAILED
            message.save(update_fields=["state"])
            return
        if outcome.is_receipt:
            _receive(locked, message)
        else:
            _fail(locked, outcome)
        locked.save()
    if locked.state in (Subscription.State.FAILED, Subscription.State.ENDED):
        tell_that_it_failed(locked)


def finish(message: Message, state: Message.State) -> None:
    """End a message. If it was the last one of its part of the log, the cursor moves behind that part."""
    with transaction.atomic():
        locked = Subscription.objects.select_for_update().get(pk=message.subscription_id)
        _end(locked, message, state)
        locked.save()


def _receive(subscription: Subscription, message: Message) -> None:
    subscription.forget_failures()
    _end(subscription, message, Message.State.RECEIVED)
    if receiver_kinds()[subscription.receiver].is_cache and not message.is_repeat:
        # A response that was being made when the content changed may have come to the cache after the purge.
        Message.objects.create(
            subscription=subscription,
            is_repeat=True,
            after_sequence=message.after_sequence,
            last_sequence=message.last_sequence,
            not_before=timezone.now() + REPEATED_AFTER,
        )


def _end(subscription: Subscription, message: Message, state: Message.State) -> None:
    message.state = state
    message.save(update_fields=["state"])
    # It was set to another point of the log meanwhile if it is not where the message begins.
    if message.is_repeat or subscription.cursor != message.after_sequence:
        return
    if not subscription.messages.filter(state=Message.State.PENDING, is_repeat=False).exists():
        subscription.cursor = message.last_sequence


def _fail(subscription: Subscription, outcome: Outcome) -> None:
    now = timezone.now()
    subscription.failing_since = subscription.failing_since or now
    subscription.next_attempt_at = now + _pause(subscription, outcome, now)
    subscription.failures += 1
    if subscription.is_from_settings:
        return
    if outcome.status == GONE:
        subscription.state = Subscription.State.ENDED
    elif now - subscription.failing_since > PATIENCE:
        subscription.state = Subscription.State.FAILED


def _log(message: Message, outcome: Outcome) -> None:
    last = message.attempts.order_by("-pk").first()
    found = {"status": outcome.status, "problem": outcome.problem, "response": outcome.response}
    if last is not None and not outcome.is_receipt and all(getattr(last, name) == found[name] for name in found):
        # A receiver that is down for days would otherwise fill the log with one line.
        Attempt.objects.filter(pk=last.pk).update(
            at=timezone.now(), times=F("times") + 1, milliseconds=outcome.milliseconds
        )
    else:
        Attempt.objects.create(message=message, milliseconds=outcome.milliseconds, **found)


def _pause(subscription: Subscription, outcome: Outcome, now: datetime.datetime) -> datetime.timedelta:
    """Return how long to wait: as the receiver asks, at most a day, or longer each time."""
    asked = _asked(outcome.retry_after.strip(), now)
    if asked is not None:
        return datetime.timedelta(seconds=min(max(asked, 1), LONGEST_ASKED))
    seconds: float = PAUSES[min(subscription.failures, len(PAUSES) - 1)]
    if subscription.is_from_settings:
        seconds = min(seconds, LONGEST_OF_OURS)
    # No security depends on it: it keeps receivers that failed together from being asked together.
    return datetime.timedelta(seconds=seconds * random.uniform(0.5, 1.5))  # noqa: S311


def _asked(text: str, now: datetime.datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` asks for (RFC 9110, section 10.2.3), or ``None``."""
    if text.isascii() and text.isdigit():
        return int(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return (until.replace(tzinfo=until.tzinfo or datetime.UTC) - now).total_seconds()
