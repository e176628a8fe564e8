"""Repeats a step until it is told to stop, and survives the database going away."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection

logger = logging.getLogger(__name__)

#: Seconds between two lines about a failure that lasts.
COMPLAIN_EVERY = 60
#: The longest pause in seconds after a failure.
LONGEST_PAUSE = 15


class Loop:
    """Calls ``step`` every ``seconds``. ``name`` stands for it in the log.

    Failures of the step never end the loop: it pauses longer and longer, at most 15 seconds, and says once a minute, in
    one line, what fails; anything but a failure of the database with its traceback.
    """

    def __init__(self, name: str, step: Callable[[], object], seconds: float) -> None:
        self.name = name
        self._step = step
        self._seconds = seconds
        self._failures = 0
        self._complained_at: float | None = None

    def run(self, stop: threading.Event) -> None:
        """Repeat the step until ``stop`` is set."""
        while not stop.is_set():
            stop.wait(self.tick())
        connection.close()

    def tick(self) -> float:
        """Call the step once, and return the seconds until the next call."""
        try:
            close_old_connections()
            self._step()
        except Exception as error:
            self._failures += 1
            self._complain(error)
            connection.close()
            return min(self._seconds * 2**self._failures, LONGEST_PAUSE)
        if self._failures:
            logger.warning("%s works again.", self.name)
        self._failures, self._complained_at = 0, None
        return self._seconds

    def _complain(self, error: Exception) -> None:
        now = time.monotonic()
        if self._complained_at is not None and now - self._complained_at < COMPLAIN_EVERY:
            return
        self._complained_at = now
        if isinstance(error, DatabaseError):
            reason = str(error).strip().splitlines() or [type(error).__name__]
            logger.error("%s waits for the database: %s", self.name, reason[0])
        else:
            logger.error("%s failed.", self.name, exc_info=error)
