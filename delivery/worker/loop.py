"""Delivers until it is told to stop."""

import threading

from delivery.frontend import subscribe_frontend
from delivery.worker.worker import Worker
from pages.scheduler.loop import Loop

#: Seconds between two looks at the log.
EVERY = 0.2


def delivery_loop(stop: threading.Event) -> None:
    """Deliver what is due until ``stop`` is set, and end after the requests that are under way."""
    worker = Worker()
    is_subscribed = False

    def step() -> None:
        nonlocal is_subscribed
        if not is_subscribed:
            subscribe_frontend()
            is_subscribed = True
        worker.step()

    Loop("Delivery", step, EVERY).run(stop)
    worker.stop()
