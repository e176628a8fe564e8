"""Waits for what other threads and processes do."""

import time
from collections.abc import Callable
from typing import TypeVar

Happened = TypeVar("Happened")

#: Seconds to wait for something that takes a moment.
LONGEST = 40


def eventually(happened: Callable[[], Happened]) -> Happened:
    """Wait until something has happened, and return what says so."""
    deadline = time.monotonic() + LONGEST
    while not (found := happened()):
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.02)
    return found
