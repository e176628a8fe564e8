"""A subscription belongs to one worker at a time."""

import datetime
import socket
import uuid

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from delivery.models import Subscription


def new_owner() -> str:
    """Return a name that no other worker has."""
    return f"{socket.gethostname()[:20]} {uuid.uuid4().hex[:16]}"


def is_free(at: datetime.datetime) -> Q:
    """Return the condition for subscriptions that no worker has at an instant."""
    return Q(taken_until__isnull=True) | Q(taken_until__lte=at)


class Lease:
    """The right to tell one receiver. It ends by itself if the worker does not come back."""

    def __init__(self, key: int, owner: str) -> None:
        self._key = key
        self._owner = owner

    def take(self) -> Subscription | None:
        """Return the subscription, or ``None`` if another worker has it or it is not active."""
        now = timezone.now()
        free = Subscription.objects.filter(is_free(now), pk=self._key, state=Subscription.State.ACTIVE)
        if not free.update(taken_until=self._end(now), taken_by=self._owner):
            return None
        return Subscription.objects.get(pk=self._key)

    def renew(self) -> bool:
        """Keep the subscription for another request; return whether it still belongs to this worker."""
        now = timezone.now()
        held = Subscription.objects.filter(pk=self._key, taken_by=self._owner, state=Subscription.State.ACTIVE)
        return bool(held.update(taken_until=self._end(now)))

    def give_back(self) -> None:
        """Leave the subscription to the others."""
        held = Subscription.objects.filter(pk=self._key, taken_by=self._owner)
        held.update(taken_until=None, taken_by="")

    @staticmethod
    def _end(now: datetime.datetime) -> datetime.datetime:
        # Longer than one request, for which it is renewed.
        return now + datetime.timedelta(seconds=1.5 * settings.DELIVERY_TIMEOUT + 1)
