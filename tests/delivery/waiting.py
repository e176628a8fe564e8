"""Waits for what other threads and processes do."""

import time
from collections.abc import Callable

#: Seconds to wait for something that takes a moment.
LONGEST = 40


def eventually(happened: Callable[[], object]) -> None:
    """Wait until something has happened."""
    deadline = time.monotonic() + LONGEST
    while not happened():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.02)
