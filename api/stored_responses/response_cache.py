"""The finished answers of a process: which of them are still right, and who builds those that are not."""

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from api.stored_responses.log_position import LogPosition, read_position
from api.stored_responses.lookup import Lookup
from api.stored_responses.store import Store
from api.stored_responses.stored_count import keeping_counts
from api.stored_responses.stored_response import RawResponse, RequestHeaders, StoredResponse

#: Seconds during which a database that failed is not asked again.
DATABASE_PAUSE = 1.0


class ResponseCache:
    """Looks answers up and keeps them, as the settings say: not at all, for this process, or for all.

    With the database down, what is stored is served unchecked, for a while and never beyond what the clock changes.
    """

    def __init__(self) -> None:
        alias = "default" if settings.STORED_RESPONSES_SHARED else None
        self._store = Store(settings.STORED_RESPONSES_MEGABYTES, alias) if settings.STORED_RESPONSES else None
        #: 0 while the database answers.
        self._database_paused_until = 0.0
        self._trying_database = threading.Lock()

    @property
    def keeps(self) -> bool:
        """Whether answers are kept at all."""
        return self._store is not None

    def look_up(self, key: str, hit: str = "hit") -> Lookup:
        """Return what is stored under a key and still right. ``hit`` is what the answer then says of itself."""
        try:
            if self._store is None:
                return Lookup(key, "fwd=bypass", self._read_position() if settings.CDN_MAX_AGE else None)
            return self._checked(self._store, key, hit)
        except (DatabaseError, InterfaceError):
            return self._unchecked(key)

    def answer(self, lookup: Lookup, headers: RequestHeaders) -> RawResponse | None:
        """Return what was found as the answer to a request with these headers, ``None`` where nothing was."""
        before = len(lookup.stored.encoded) if lookup.stored else 0
        answer = lookup.answer(headers)
        if self._store is not None and lookup.stored is not None and len(lookup.stored.encoded) > before:
            # It was encoded for the first time, and takes more room now.
            self._store.keep(lookup.key, lookup.stored)
        return answer

    @contextmanager
    def building(self, lookup: Lookup) -> Iterator[Lookup]:
        """Let one at a time build what was not found.

        Yields the lookup again, or a new one where another has built the answer meanwhile.
        """
        if self._store is None:
            yield lookup
            return
        with self._store.building(lookup.key) as look_again:
            yield self.look_up(lookup.key, "hit; collapsed") if look_again else lookup

    def keeping_counts(self, position: LogPosition | None) -> AbstractContextManager[None]:
        """Let counts be stored inside the block, which begins now with the log at ``position``."""
        return keeping_counts(self._store, position, timezone.now()) if self._store and position else nullcontext()

    def put(self, key: str, stored: StoredResponse) -> None:
        """Keep an answer, where answers are kept."""
        if self._store is not None:
            self._store.put(key, stored)

    def _checked(self, store: Store, key: str, hit: str) -> Lookup:
        position, at = self._read_position(), timezone.now()
        status = "fwd=miss"
        for stored in store.candidates(key):
            if isinstance(stored, StoredResponse) and stored.is_fresh(position, at):
                return Lookup(key, hit, position, stored)
            status = "fwd=stale"
        return Lookup(key, status, position)

    def _unchecked(self, key: str) -> Lookup:
        at = timezone.now()
        for stored in self._store.candidates(key) if self._store else ():
            if isinstance(stored, StoredResponse) and stored.is_acceptable_unchecked(at):
                age = int((at - stored.checked_at).total_seconds())
                return Lookup(key, f"hit; ttl=-{age}; detail=UNCHECKED", stored=stored, database_is_down=True)
        return Lookup(key, "fwd=miss", database_is_down=True)

    def _read_position(self) -> LogPosition:
        """Return how far the log is. While the database is down, one at a time waits to see whether it still is."""
        is_down = self._database_paused_until > 0
        if is_down and (
            time.monotonic() < self._database_paused_until or not self._trying_database.acquire(blocking=False)
        ):
            raise DatabaseError("The database failed a moment ago.")
        try:
            position = read_position()
        except (DatabaseError, InterfaceError):
            self._database_paused_until = time.monotonic() + DATABASE_PAUSE
            raise
        finally:
            if is_down:
                self._trying_database.release()
        self._database_paused_until = 0.0
        return position
