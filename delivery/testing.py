"""Sends a message that tells nothing, to try a receiver."""

from api.models import ChangeCounter
from delivery.messages.log import sites_of
from delivery.models import Message, Subscription
from delivery.receivers.registry import receiver_kinds
from delivery.sending.request import Outcome
from delivery.worker.record import record_outcome
from delivery.worker.turn import deliver


def send_test(subscription: Subscription) -> Outcome:
    """Send a message without changes at once, whatever the state of the subscription, and return what came of it.

    It takes at most ``settings.DELIVERY_TIMEOUT`` seconds. A cache is asked to purge a tag that no response has.
    """
    if subscription.receiver not in receiver_kinds():
        return Outcome(problem=f"There is no kind of receiver “{subscription.receiver}”.")
    sequence = ChangeCounter.current().sequence
    sites = sites_of(subscription) if receiver_kinds()[subscription.receiver].per_site else []
    message = Message.objects.create(
        subscription=subscription,
        is_test=True,
        after_sequence=sequence,
        last_sequence=sequence,
        site_id=sites[0].pk if sites else 0,
        state=Message.State.FAILED,
    )
    outcome = deliver(subscription, message) or Outcome(problem="There is no site to tell of.")
    record_outcome(subscription, message, outcome)
    return outcome
