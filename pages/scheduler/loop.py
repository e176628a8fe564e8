"""Repeats a step until it is told to stop, and survives the database going away."""

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection
from django.dispatch import Signal

from pages.database.backoff import Backoff

logger = logging.getLogger(__name__)

#: The longest pause in seconds after a failure.
LONGEST_PAUSE = 15

#: Every loop sends this signal with its ``name`` after each step that did not fail.
beaten = Signal()


class Loop:
    """Calls ``step`` every ``seconds``. ``name`` stands for it in the log.

    Failures of the step never end the loop: it pauses longer and longer, at most 15 seconds, and says once a minute, in
    one line, what fails; anything but a failure of the database with its traceback.
    """

    def __init__(self, name: str, step: Callable[[], object], seconds: float) -> None:
        self.name = name
        self._step = step
        self._seconds = seconds
        self._backoff = Backoff(seconds, LONGEST_PAUSE)

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
            beaten.send(sender=Loop, name=self.name)
        except Exception as error:
            if self._backoff.is_to_be_reported():
                self._report(error)
            connection.close()
            return self._backoff.fail()
        if self._backoff.succeed():
            logger.warning("%s works again.", self.name)
        return self._seconds

    def _report(self, error: Exception) -> None:
        if isinstance(error, DatabaseError):
            reason = str(error).strip().splitlines() or [type(error).__name__]
            logger.error("%s waits for the database: %s", self.name, reason[0])
        else:
            logger.error("%s failed.", self.name, exc_info=error)
