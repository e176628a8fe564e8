"""The thread that reads the log for all clients of the stream."""

import logging
import random
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import connection

from api.changes.log import CHANNEL
from api.requests.problems import DATABASE_FAILURES
from api.stream.hub import Batch, Key
from api.stream.log_reading import read_batch
from pages.database.backoff import Backoff
from pages.database.notifications import Waiter
from pages.database.statement_timeout import statement_timeout

logger = logging.getLogger(__name__)

#: Seconds after which the log is looked at, notified or not.
INTERVAL = 1.0
#: The longest pause between two tries to reach the database.
LONGEST_PAUSE = 10.0


class LogReader(threading.Thread):
    """Reads the log upon each notification, and every second, and tells what it finds, until it is stopped.

    While the database cannot be read it tries again after growing pauses.
    """

    def __init__(self, sites: Callable[[], tuple[Key, ...]], tell: Callable[[Batch], object]) -> None:
        """Ask ``sites`` for whom to read, and call ``tell`` with what was found; both in this thread."""
        super().__init__(name="change log", daemon=True)
        self._sites = sites
        self._tell = tell
        self._stopping = threading.Event()
        self._waiter = Waiter(CHANNEL)
        self._sequence: int | None = None
        self._backoff = Backoff(1, LONGEST_PAUSE)

    def stop(self) -> None:
        """Have the thread end, which takes a second."""
        self._stopping.set()

    def run(self) -> None:
        """Read until stopped."""
        try:
            while not self._stopping.is_set():
                self._round()
        finally:
            connection.close()

    def _round(self) -> None:
        try:
            with statement_timeout(settings.API_STATEMENT_TIMEOUT):
                self._waiter.listen()
                while not self._stopping.is_set() and self._read():
                    pass
            if self._backoff.succeed():
                logger.info("The stream reads the log again.")
            self._waiter.wait(INTERVAL, self._stopping)
        except Exception as error:
            if self._stopping.is_set():
                return
            if self._backoff.is_to_be_reported():
                self._report(error)
            connection.close()
            self._stopping.wait(random.uniform(0.5, 1) * self._backoff.fail())  # noqa: S311

    def _read(self) -> bool:
        """Read once and tell what was found; return whether there may be more."""
        batch = read_batch(self._sequence, self._sites())
        if batch is None:
            return False
        self._sequence = batch.sequence
        self._tell(batch)
        return True

    def _report(self, error: Exception) -> None:
        # The cause of what the database raises is not in this code.
        traceback = None if isinstance(error, DATABASE_FAILURES) else error
        reason = str(error).strip().partition("\n")[0]
        logger.error("The stream cannot read the log, and tries again: %s", reason, exc_info=traceback)
