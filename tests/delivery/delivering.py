"""A program that delivers without end, to be killed while it does."""

import threading

from tests.killable import serve


def deliver(number: int) -> None:
    """Deliver until the process is killed."""
    from django.conf import settings

    from delivery.worker.loop import delivery_loop

    settings.DELIVERY_TIMEOUT = 1
    delivery_loop(threading.Event())


if __name__ == "__main__":
    serve(deliver)
