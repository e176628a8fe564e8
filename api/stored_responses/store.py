"""Stores responses and counts in the memory of each process and, if there is one, in a cache that processes share."""

import hashlib
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from cachetools import LRUCache
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

from api.stored_responses.stored import LONGEST_UNCHECKED, Stored

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

#: Seconds for which a cache that failed is not used.
CACHE_PAUSE = 5.0
#: Seconds after which a request that waits for another to build the response builds it as well.
LONGEST_WAIT = 10.0
BETWEEN_LOOKS = 0.02
#: The bytes of one entry in the tables of the memory, measured with ``benchmarks.stored_memory``.
ENTRY = 600


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is stored, and how many bytes the process has grown by it."""

    stored: Stored
    size: int


class Store:
    """Responses and counts by key; the least recently used go first. A cache that fails counts as empty."""

    def __init__(self, megabytes: int, cache_alias: str | None = None) -> None:
        """Keep up to ``megabytes`` in memory, and share everything in the cache ``cache_alias`` if there is one."""
        self._memory: LRUCache[str, _Kept] = LRUCache(megabytes * 1_000_000, getsizeof=lambda kept: kept.size)
        self._lock = threading.Lock()
        self._building: dict[str, threading.Event] = {}
        self._cache_alias = cache_alias
        self._paused_until = 0.0

    @property
    def number(self) -> int:
        """The number of responses and counts in memory."""
        return len(self._memory)

    @property
    def size(self) -> int:
        """The approximate number of bytes that they take in memory."""
        return int(self._memory.currsize)

    def in_memory(self, keys: Sequence[str]) -> dict[str, Stored]:
        """Return what this process has stored under each of the keys, without those of which it has nothing."""
        with self._lock:
            kept = {key: self._memory.get(key) for key in keys}
        return {key: found.stored for key, found in kept.items() if found is not None}

    def shared(self, keys: Sequence[str]) -> dict[str, Stored]:
        """Return what the shared cache has under each of the keys, and keep it in memory. One request for all."""
        if self._cache_alias is None or not keys:
            return {}
        names = {_shared_key(key): key for key in keys}
        found: dict[str, Stored] | None = self._use_cache(lambda cache: cache.get_many(list(names)))
        stored = {names[name]: value for name, value in (found or {}).items()}
        for key, value in stored.items():
            self.keep(key, value)
        return stored

    def candidates(self, key: str) -> Iterator[Stored]:
        """Yield what is stored under a key, first from memory, then from the shared cache, which may be newer."""
        with self._lock:
            kept = self._memory.get(key)
        if kept is not None:
            yield kept.stored
        shared: Stored | None = self._use_cache(lambda cache: cache.get(_shared_key(key)))
        if shared is not None:
            self.keep(key, shared)
            yield shared

    def keep(self, key: str, stored: Stored) -> None:
        """Keep a response or count in memory; one that has grown is measured again."""
        kept = _Kept(stored, ENTRY + sys.getsizeof(key) + stored.size)
        with self._lock:
            self._memory.pop(key, None)
            if kept.size <= self._memory.maxsize:
                self._memory[key] = kept

    def put(self, key: str, stored: Stored) -> None:
        """Keep a response or count in memory and in the shared cache."""
        self.keep(key, stored)
        self._use_cache(lambda cache: cache.set(_shared_key(key), stored, LONGEST_UNCHECKED.total_seconds()))

    @contextmanager
    def building(self, key: str) -> Iterator[bool]:
        """Let one request at a time build the response of a key, here and in the processes that share the cache.

        Yields whether to look first for what another request has just built. A request that had to wait then builds
        without making others wait, because the response may be one that cannot be stored.
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
            locked = self._use_cache(lambda cache: cache.add(lock, True, LONGEST_WAIT))
            if locked is False:
                self._wait_for(lock)
            try:
                yield locked is False
            finally:
                if locked:
                    self._use_cache(lambda cache: cache.delete(lock))
        finally:
            with self._lock:
                del self._building[key]
            mine.set()

    def _wait_for(self, lock: str) -> None:
        end = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < end and self._use_cache(lambda cache: cache.get(lock)):
            time.sleep(BETWEEN_LOOKS)

    def _use_cache(self, action: Callable[[BaseCache], Result]) -> Result | None:
        """Return the result of an action on the shared cache, or ``None`` if there is no cache or it fails."""
        if self._cache_alias is None or time.monotonic() < self._paused_until:
            return None
        try:
            return action(caches[self._cache_alias])
        except Exception:
            # Backends raise errors of many classes, and everything in the cache can be built again.
            self._paused_until = time.monotonic() + CACHE_PAUSE
            logger.warning(
                "The cache of stored responses failed; it is not used for %s seconds.", CACHE_PAUSE, exc_info=True
            )
            return None


def _shared_key(key: str) -> str:
    return f"response:{hashlib.sha256(key.encode()).hexdigest()}"
