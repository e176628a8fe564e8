"""A replica that a thread looks at once a second: how far it follows the primary."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections

from api.models import ChangeCounter
from pages.database.statement_timeout import statement_timeout

logger = logging.getLogger(__name__)

#: Seconds between two looks.
INTERVAL = 1.0
#: Seconds for which what was seen counts. A look that does not return is the sign of a server that hangs.
REMEMBERED = 3.0
#: The part of the longest lag below which a replica that was left is taken again, so that it does not come and go.
TAKEN_AGAIN_BELOW = 0.5

#: The sequence of the log, and the next instants at which time changes what is public.
Row = tuple[int, Any, Any]


@dataclass(frozen=True)
class Seen:
    """What the last looks have found. Times are monotonic, in seconds."""

    #: When the replica last answered.
    at: float = float("-inf")
    #: It has everything that the primary had at this time.
    reached: float = float("-inf")
    #: The sequence of the log, as the replica has it.
    sequence: int = 0
    #: What is wrong with it, in a sentence; empty if nothing is.
    problem: str = "It was not looked at yet."

    def lag(self, now: float) -> float:
        """Return for how many seconds the replica may lack what the primary has; infinite if that is not known."""
        return max(now - self.reached, 0.0)


class WatchedReplica:
    """A replica, and whether it may answer reads.

    Its lag is the time since the primary had what the replica has now: the sequence of the change log and the next
    instants of the clock. That needs neither clocks that agree nor rights on the server, and grows while the primary
    cannot be asked.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self.seen = Seen()
        self._is_well = False
        self._well_until = time.monotonic()
        self._samples: deque[tuple[float, Row]] = deque(maxlen=int(settings.DATABASE_REPLICA_MAX_LAG / INTERVAL) + 10)
        self._stop = threading.Event()
        self._looked = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def name(self) -> str:
        """The alias and the host of the replica, for people."""
        database = connections[self.alias].settings_dict
        return f"{self.alias} ({database['HOST'] or 'local'}:{database['PORT'] or 5432})"

    def start(self) -> None:
        """Begin to look."""
        self._thread = threading.Thread(target=self._run, name=f"watch {self.alias}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Have the thread end, and wait until it has."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def is_well(self) -> bool:
        """Tell whether it may answer reads now."""
        return self._is_well and time.monotonic() - self.seen.at < REMEMBERED

    def answers(self) -> bool:
        """Tell whether it responds, however far it lags."""
        return time.monotonic() - self.seen.at < REMEMBERED and not self.seen.problem

    def is_long_left(self, seconds: float) -> bool:
        """Tell whether it has not been well for some time, so that all processes have left it."""
        return time.monotonic() - self._well_until > seconds

    def leave(self, problem: str) -> None:
        """Note that a request found it failing. The next look decides whether it may answer again."""
        self.seen = Seen(float("-inf"), self.seen.reached, self.seen.sequence, problem)
        self._set(False, problem)

    def wait(self, seconds: float) -> None:
        """Wait for the first look, which has long been taken except in a process that has just begun."""
        self._looked.wait(seconds)

    def _run(self) -> None:
        try:
            while True:
                self.look()
                self._looked.set()
                if self._stop.wait(INTERVAL):
                    return
        finally:
            connections.close_all()

    def look(self) -> None:
        """Look once, and judge."""
        at = time.monotonic()
        with statement_timeout(REMEMBERED):
            # The primary first, so that a replica that has the same row has all that was committed until then.
            self._sample(at)
            try:
                row = _read(self.alias)
            except (DatabaseError, InterfaceError) as error:
                connections[self.alias].close()
                self.leave(f"It does not respond: {first_line(error)}.")
                return
        reached = max((then for then, seen in self._samples if _has(row, seen)), default=self.seen.reached)
        self.seen = Seen(at, reached, row[0], "")
        self._judge(self.seen.lag(time.monotonic()))

    def _sample(self, at: float) -> None:
        try:
            self._samples.append((at, _read(DEFAULT_DB_ALIAS)))
        except (DatabaseError, InterfaceError):
            # The lag grows from now on.
            connections[DEFAULT_DB_ALIAS].close()

    def _judge(self, lag: float) -> None:
        longest = settings.DATABASE_REPLICA_MAX_LAG
        is_well = lag <= (longest if self._is_well else longest * TAKEN_AGAIN_BELOW)
        if is_well:
            self._well_until = self.seen.at
        self._set(is_well, f"It lags by {lag:.1f} seconds" if lag < float("inf") else "It has not caught up yet")

    def _set(self, is_well: bool, reason: str) -> None:
        if is_well != self._is_well:
            self._is_well = is_well
            tell: Callable[..., None] = logger.info if is_well else logger.warning
            tell("The replica %s is %s. %s", self.name, "taken" if is_well else "left", reason)


def _read(alias: str) -> Row:
    columns = ("sequence", "next_expiry_at", "next_transition_at")
    counters = ChangeCounter.objects.using(alias).filter(pk=ChangeCounter.KEY)
    return counters.values_list(*columns).first() or (0, None, None)


def _has(row: Row, sample: Row) -> bool:
    """Tell whether a replica with a row has all that the primary had with another."""
    return row[0] > sample[0] or row == sample


def first_line(error: Exception) -> str:
    """Return the first line of what a database says, or the name of the error."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
