"""A worker, which gives every subscription that has something due a turn."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from api.models import ChangeCounter
from delivery.models import Subscription
from delivery.receivers.registry import receiver_kinds
from delivery.worker.lease import is_free, new_owner
from delivery.worker.turn import sendable_messages, take_turn


class Worker:
    """Delivers what is due, in several threads, so that a slow receiver delays only itself. Any number may run."""

    def __init__(self) -> None:
        self.owner = new_owner()
        self._stop = threading.Event()
        self._threads = ThreadPoolExecutor(settings.DELIVERY_THREADS, thread_name_prefix="delivery")
        self._under_way: dict[int, Future[int]] = {}

    def step(self) -> None:
        """Start a turn for each subscription that is free and has something due.

        Raises ``DatabaseError`` if the database fails, in this step or in a turn that has ended since the last one.
        """
        ended = {key: turn for key, turn in self._under_way.items() if turn.done()}
        for key in ended:
            del self._under_way[key]
        for key in due_subscriptions():
            if key not in self._under_way:
                self._under_way[key] = self._threads.submit(self._turn, key)
        for turn in ended.values():
            turn.result()

    def run_until_idle(self) -> None:
        """Take turns until nothing is due. Raises ``DatabaseError`` if the database fails."""
        while sum(take_turn(key, self.owner, self._stop) for key in due_subscriptions()):
            pass

    def stop(self) -> None:
        """End after the requests that are under way."""
        self._stop.set()
        self._threads.shutdown(wait=True)
        for turn in self._under_way.values():
            with suppress(DatabaseError):
                turn.result()

    def _turn(self, key: int) -> int:
        try:
            return take_turn(key, self.owner, self._stop)
        finally:
            # Turns are rare: better than a connection that each thread keeps for the next one.
            connections.close_all()


def due_subscriptions() -> list[int]:
    """Return the keys of the subscriptions that are free and may have something to be told now."""
    now = timezone.now()
    sendable = sendable_messages().filter(subscription=OuterRef("pk"))
    behind = ~Q(cursor=ChangeCounter.current().sequence) | Exists(sendable)
    due = Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now)
    # Those whose kind an application has taken with it wait for its return.
    known = Q(receiver__in=list(receiver_kinds()))
    found = Subscription.objects.filter(known, is_free(now), due, behind, state=Subscription.State.ACTIVE)
    return list(found.order_by("pk").values_list("pk", flat=True))
