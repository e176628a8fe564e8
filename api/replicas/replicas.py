"""The replicas of this process."""

import functools
import os
import threading
from collections.abc import Sequence

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver

from api.replicas.watched_replica import REMEMBERED, WatchedReplica, first_line

#: What PostgreSQL says of a statement that was canceled because it took too long, or by an operator (SQLSTATE).
CANCELED = "57014"
#: What it says of a transaction that has to be repeated, as of one that keeps a replica from following.
TO_BE_REPEATED = "40"


class Replicas:
    """Chooses who answers. Threads begin to look at the replicas when one is first asked for."""

    def __init__(self, aliases: Sequence[str]) -> None:
        # Each process prefers another one and stays with it: half as many connections, and what it shows only advances.
        first = os.getpid() % len(aliases)
        self.all = [WatchedReplica(alias) for alias in (*aliases[first:], *aliases[:first])]
        self._lock = threading.Lock()
        self._process: int | None = None

    def choose(self) -> str | None:
        """Return the alias of a replica that may answer, or ``None`` if the primary has to. Never waits."""
        self.watch()
        return next((replica.alias for replica in self.all if replica.is_well()), None)

    def that_answer(self) -> list[str]:
        """Return the aliases of those that respond, however far they may lag: for when the primary does not."""
        return [replica.alias for replica in self.all if replica.answers()]

    def failed(self, alias: str, error: Exception) -> bool:
        """Note that a replica failed in a request, and return whether the primary should answer in its place.

        It should not repeat a statement that was canceled because it takes too long, on a replica that is well.
        """
        replica = next(replica for replica in self.all if replica.alias == alias)
        state = getattr(error.__cause__, "sqlstate", None) or ""
        if state == CANCELED:
            return not replica.is_well()
        if not state.startswith(TO_BE_REPEATED):
            replica.leave(f"It failed in a request: {first_line(error)}.")
        return True

    def watch(self) -> None:
        """Have the replicas looked at from now on: threads do not live on in a process that was forked."""
        if self._process == os.getpid():
            return
        with self._lock:
            if self._process != os.getpid():
                for replica in self.all:
                    replica.start()
                self._process = os.getpid()

    def stop(self) -> None:
        """End the threads."""
        if self._process == os.getpid():
            for replica in self.all:
                replica.stop()


@functools.cache
def replicas() -> Replicas | None:
    """Return the replicas of this process, ``None`` if there are none."""
    return Replicas(settings.DATABASE_REPLICAS) if settings.DATABASE_REPLICAS else None


def longest_staleness() -> float:
    """Return the most seconds by which a response from a replica may lag: until it is noticed that it does."""
    return float(settings.DATABASE_REPLICA_MAX_LAG + REMEMBERED)


@receiver(setting_changed)
def _forget(setting: str, **_: object) -> None:
    if setting == "DATABASE_REPLICAS":
        if found := replicas():
            found.stop()
        replicas.cache_clear()
