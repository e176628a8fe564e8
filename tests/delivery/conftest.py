"""What the tests of deliveries share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from delivery.models import Subscription
from delivery.subscribing import begin
from delivery.worker.worker import Worker
from tests.api.changes.world import World
from tests.api.conftest import get
from tests.changes import append_changes
from tests.delivery.receiver import Receiver, receiving

__all__ = ["get"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that answers."""
    with receiving() as found:
        yield found


@pytest.fixture
def world(db: None) -> World:
    """Everything that can be public, once."""
    return World()


@pytest.fixture
def subscribe(receiver: Receiver, db: None) -> Callable[..., Subscription]:
    """Return a function that subscribes the receiver to what changes from now on."""

    def subscribed(**values: Any) -> Subscription:
        append_changes()
        given = {"name": "Test", "address": f"{receiver.url}/hook", "allow_private": True, **values}
        subscription = begin(Subscription(**given))
        subscription.save()
        return subscription

    return subscribed


@pytest.fixture
def deliver(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function that appends to the log what has changed and delivers what is due, without waiting for more."""
    monkeypatch.setattr("delivery.messages.window._may_grow", lambda *_: False)

    def delivered() -> None:
        append_changes()
        Worker().run_until_idle()

    return delivered
