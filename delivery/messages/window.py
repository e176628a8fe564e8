"""Which part of the log comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from api.models import Change, ChangeCounter
from delivery.messages.content import is_beyond_log, telling_of
from delivery.messages.log import MOST_CHANGES, sites_of, wanted_changes
from delivery.messages.replication import replicated_sequence
from delivery.models import Message, Subscription
from delivery.receivers.registry import receiver_kinds


@dataclass(frozen=True)
class Window:
    """A part of the log, and the unsaved messages that tell it; there are none if it has nothing for the receiver."""

    last_sequence: int
    messages: Sequence[Message]


def next_window(subscription: Subscription) -> Window | None:
    """Return the next part of the log for a subscription.

    It is ``None`` if there is nothing new, or if more may follow within the moment for which the receiver waits.
    """
    counter = ChangeCounter.current()
    if counter.sequence == subscription.cursor:
        return None
    last = replicated_sequence(counter.sequence)
    if last <= subscription.cursor < counter.sequence:
        return None
    kind = receiver_kinds()[subscription.receiver]
    sites = sites_of(subscription)
    if not is_beyond_log(subscription.cursor, last):
        rows = wanted_changes(subscription, sites, subscription.cursor, last)
        if len(rows) == MOST_CHANGES:
            last = rows[-1].sequence
        elif rows and _may_grow(rows, kind.quiet, kind.longest):
            return None
    messages = [
        Message(subscription=subscription, after_sequence=subscription.cursor, last_sequence=last, site_id=key)
        for key in ([site.pk for site in sites] if kind.per_site else [0])
    ]
    return Window(last, [message for message in messages if telling_of(subscription, message) is not None])


def _may_grow(rows: Sequence[Change], quiet: float, longest: float) -> bool:
    now = timezone.now()
    since_first, since_last = (now - rows[0].at).total_seconds(), (now - rows[-1].at).total_seconds()
    # A publisher's clock may be ahead of ours: then nothing is waited for.
    return 0 <= since_last < quiet and since_first < longest
