"""Stops a process cleanly when it gets a signal."""

import signal
import threading


def stop_on_signals() -> threading.Event:
    """Return an event that is set on SIGINT or SIGTERM. Call this in the main thread."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop
