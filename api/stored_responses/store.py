"""Where what is stored is: in the memory of each process, and in a cache that processes share if there is one."""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from cachetools import LRUCache
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

from api.stored_responses.stored import LONGEST_UNCHECKED, Stored

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

#: Seconds during which a cache that failed is left alone.
CACHE_PAUSE = 5.0
#: Seconds after which whoever waits for another to build an answer builds it as well.
LONGEST_WAIT = 10.0
BETWEEN_LOOKS = 0.02


class Store:
    """Answers and counts by key, those that were used last first. A failing cache is as an empty one."""

    def __init__(self, megabytes: int, cache_alias: str | None = None) -> None:
        """Keep so much in memory, and all of it for others in the cache of that name as well."""
        self._memory: LRUCache[str, Stored] = LRUCache(megabytes * 1_000_000, getsizeof=lambda kept: kept.size)
        self._lock = threading.Lock()
        self._building: dict[str, threading.Event] = {}
        self._cache_alias = cache_alias
        self._paused_until = 0.0

    def candidates(self, key: str) -> Iterator[Stored]:
        """Yield what is stored under a key, the nearest first; the next one may be newer."""
        with self._lock:
            kept = self._memory.get(key)
        if kept is not None:
            yield kept
        shared: Stored | None = self._ask(lambda cache: cache.get(_shared_key(key)))
        if shared is not None:
            self.keep(key, shared)
            yield shared

    def keep(self, key: str, stored: Stored) -> None:
        """Keep an answer in memory, or count it anew if it has grown."""
        with self._lock:
            self._memory.pop(key, None)
            if stored.size <= self._memory.maxsize:
                self._memory[key] = stored

    def put(self, key: str, stored: Stored) -> None:
        """Keep an answer, and share it."""
        self.keep(key, stored)
        self._ask(lambda cache: cache.set(_shared_key(key), stored, LONGEST_UNCHECKED.total_seconds()))

    @contextmanager
    def building(self, key: str) -> Iterator[bool]:
        """Let one at a time build the answer of a key, here and in the processes that share the cache.

        Yields whether to look first for what another has just built. Whoever had to wait then builds without making
        others wait: what the other built may be nothing that can be stored.
        """
        with self._lock:
            theirs = self._building.get(key)
            if theirs is None:
                mine = self._building[key] = threading.Event()
        if theirs is not None:
            theirs.wait(LONGEST_WAIT)
            yield True
            return
        lock = f"{_shared_key(key)}:building"
        try:
            locked = self._ask(lambda cache: cache.add(lock, True, LONGEST_WAIT))
            if locked is False:
                self._wait_for(lock)
            try:
                yield locked is False
            finally:
                if locked:
                    self._ask(lambda cache: cache.delete(lock))
        finally:
            with self._lock:
                del self._building[key]
            mine.set()

    def _wait_for(self, lock: str) -> None:
        end = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < end and self._ask(lambda cache: cache.get(lock)):
            time.sleep(BETWEEN_LOOKS)

    def _ask(self, question: Callable[[BaseCache], Result]) -> Result | None:
        """Ask the shared cache. ``None`` where there is none, or it fails."""
        if self._cache_alias is None or time.monotonic() < self._paused_until:
            return None
        try:
            return question(caches[self._cache_alias])
        except Exception:
            # Whatever it is that fails, everything in it can be made again.
            self._paused_until = time.monotonic() + CACHE_PAUSE
            logger.warning(
                "The cache of stored answers failed; for %s seconds it is not used.", CACHE_PAUSE, exc_info=True
            )
            return None


def _shared_key(key: str) -> str:
    return f"response:{hashlib.sha256(key.encode()).hexdigest()}"
