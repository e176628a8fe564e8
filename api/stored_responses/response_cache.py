"""Finds stored responses that are fresh, and decides who builds the others."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from api.replicas.replicas import longest_staleness, replicas
from api.stored_responses.keeping import Keeping, keeping_with
from api.stored_responses.log_position import LogPosition, read_position
from api.stored_responses.lookup import PRIMARY, Lookup, Source
from api.stored_responses.store import Store
from api.stored_responses.stored import LONGEST_UNCHECKED
from api.stored_responses.stored_response import RawResponse, RequestHeaders, StoredResponse
from pages.database.reading import reading_from

#: Seconds for which a database that failed is not queried again.
DATABASE_PAUSE = 1.0


class ResponseCache:
    """Looks up and stores responses, as the settings say: not at all, for this process, or for all processes.

    While the database is down, stored responses are served unchecked, for up to ``LONGEST_UNCHECKED`` and never past
    the next instant at which time changes them.
    """

    def __init__(self) -> None:
        alias = "default" if settings.STORED_RESPONSES_SHARED else None
        self._store = Store(settings.STORED_RESPONSES_MEGABYTES, alias) if settings.STORED_RESPONSES else None
        #: A monotonic time in seconds; 0 while the database responds.
        self._database_paused_until = 0.0
        self._trying_database = threading.Lock()
        self._replicas = replicas()

    @property
    def keeps(self) -> bool:
        """Whether responses are stored at all."""
        return self._store is not None

    @property
    def size(self) -> int:
        """The approximate number of bytes that the stored responses take in the memory of this process."""
        return self._store.size if self._store is not None else 0

    def look_up(self, key: str, hit: str = "hit", needed: int = 0) -> Lookup:
        """Look for a fresh response under a key. ``hit`` is its ``Cache-Status`` if there is one.

        A replica is asked, if there are any, unless its log has not reached the sequence ``needed``.
        """
        if self._replicas is None:
            return self._look_up_on_primary(key, hit)
        alias = self._replicas.choose()
        found = self._look_up_on_replica(key, hit, Source(alias, needed)) if alias is not None else None
        return found or self.look_up_elsewhere(key, hit, needed)

    def look_up_elsewhere(self, key: str, hit: str = "hit", needed: int = 0) -> Lookup:
        """Look as ``look_up`` does, but on the primary or, if it is down, on any replica that responds."""
        lookup = self._look_up_on_primary(key, hit, Source(needed=needed) if needed else PRIMARY)
        if lookup.database_is_down and self._replicas is not None:
            for alias in self._replicas.that_answer():
                if found := self._look_up_on_replica(key, hit, Source(alias, needed, is_unconfirmed=True)):
                    return found
        return lookup

    def has_failed(self, source: Source, error: Exception) -> bool:
        """Note that a replica has failed, and return whether to look elsewhere."""
        return self._replicas is not None and self._replicas.failed(source.alias, error)

    def respond(self, lookup: Lookup, headers: RequestHeaders) -> RawResponse | None:
        """Return the response found, for a request with these headers, or ``None`` if nothing was found."""
        before = len(lookup.stored.encoded) if lookup.stored else 0
        response = lookup.respond(headers)
        if self._store is not None and lookup.stored is not None and len(lookup.stored.encoded) > before:
            # It was encoded for the first time, and takes more memory now.
            self._store.keep(lookup.key, lookup.stored)
        return response

    @contextmanager
    def building(self, lookup: Lookup) -> Iterator[Lookup]:
        """Let one request at a time build the response that was not found.

        Yields the same lookup, or a new one if another request has built the response in the meantime.
        """
        if self._store is None:
            yield lookup
            return
        with self._store.building(lookup.key) as look_again:
            yield self.look_up(lookup.key, "hit; collapsed", lookup.source.needed) if look_again else lookup

    @contextmanager
    def keeping_pieces(self, lookup: Lookup) -> Iterator[None]:
        """Store counts and parts inside the block, which builds what the lookup has not found and begins now."""
        if self._store is None or lookup.position is None:
            yield
            return
        is_again = lookup.status.startswith("fwd=stale")
        with keeping_with(Keeping(self._store, lookup.position, timezone.now(), is_again)):
            yield

    def put(self, key: str, stored: StoredResponse) -> None:
        """Store a response, if responses are stored."""
        if self._store is not None:
            self._store.put(key, stored)

    def _look_up_on_primary(self, key: str, hit: str, source: Source = PRIMARY) -> Lookup:
        try:
            if self._store is None:
                return Lookup(key, "fwd=bypass", self._read_position() if settings.CDN_MAX_AGE else None, source=source)
            return self._checked(self._store, key, hit, self._read_position(), source)
        except (DatabaseError, InterfaceError):
            return self._unchecked(key, source)

    def _look_up_on_replica(self, key: str, hit: str, source: Source) -> Lookup | None:
        """Return what a replica says, or ``None`` if it fails, or has not heard of what is needed."""
        try:
            with reading_from(source.alias):
                position = read_position()
                if position.sequence < source.needed:
                    return None
                if self._store is None:
                    return Lookup(key, "fwd=bypass", position, source=source)
                return self._checked(self._store, key, hit, position, source)
        except (DatabaseError, InterfaceError) as error:
            self.has_failed(source, error)
            return None

    @staticmethod
    def _checked(store: Store, key: str, hit: str, position: LogPosition, source: Source) -> Lookup:
        at, status = timezone.now(), "fwd=miss"
        for stored in store.candidates(key):
            if isinstance(stored, StoredResponse) and (
                stored.is_fresh(position, at) or (source.is_replica and stored.is_ahead(position, at, _longest(source)))
            ):
                return Lookup(key, hit, position, stored, source=source)
            status = "fwd=stale"
        return Lookup(key, status, position, source=source)

    def _unchecked(self, key: str, source: Source) -> Lookup:
        at = timezone.now()
        for stored in self._store.candidates(key) if self._store else ():
            if isinstance(stored, StoredResponse) and stored.is_acceptable_unchecked(at):
                age = int((at - stored.checked_at).total_seconds())
                status = f"hit; ttl=-{age}; detail=UNCHECKED"
                return Lookup(key, status, stored=stored, database_is_down=True, source=source)
        return Lookup(key, "fwd=miss", database_is_down=True, source=source)

    def _read_position(self) -> LogPosition:
        """Return the log position. While the database is down, only one request at a time tries it again."""
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


def _longest(source: Source) -> float:
    """Return for how many seconds a replica may lag."""
    return LONGEST_UNCHECKED.total_seconds() if source.is_unconfirmed else longest_staleness()
