"""Serves stored answers, and finishes and stores those that are built."""

import time
from collections.abc import Callable
from contextlib import nullcontext

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from api.dependencies import recording
from api.problems import problem_response
from api.stored_responses.cache_control import REVALIDATED, cache_control
from api.stored_responses.log_position import LogPosition, read_position
from api.stored_responses.request_key import request_key
from api.stored_responses.store import Store
from api.stored_responses.stored_count import keeping_counts
from api.stored_responses.stored_response import StoredResponse

#: Says how an answer came about (RFC 9211).
STATUS_HEADER = "Cache-Status"
#: Seconds during which a database that failed is not asked again, so that answers do not wait for it one by one.
PAUSE = 1.0


class StoredResponseMiddleware:
    """Answers what is stored and still right; everything else of the API it hands on, finishes and perhaps stores.

    An answer that may be cached at all gets an ETag, the tags of what it was built from, and ``Cache-Control``. With
    the database down, what is stored is served unchecked, for a while and never beyond what the clock changes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        alias = "default" if settings.STORED_RESPONSES_SHARED else None
        self._store = Store(settings.STORED_RESPONSES_MEGABYTES, alias) if settings.STORED_RESPONSES else None
        self._database_paused_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request_key(request)
        if key is None:
            return self.get_response(request)
        # What is built is what the key stands for.
        request.META["QUERY_STRING"] = key.rpartition("\n")[2]
        try:
            return self._answer(request, key)
        except (DatabaseError, InterfaceError):
            # Only from the queries of this module: those of views have been answered with a problem.
            return self._unchecked(request, key)

    def _answer(self, request: HttpRequest, key: str) -> HttpResponseBase:
        if self._store is None:
            return self._built(request, key, "fwd=bypass", self._read_position() if settings.CDN_MAX_AGE else None)
        position, at = self._read_position(), timezone.now()
        found = False
        for stored in self._store.candidates(key):
            if isinstance(stored, StoredResponse) and stored.is_fresh(position, at):
                return self._stored(request, key, stored, "hit")
            found = True
        with self._store.building(key) as look_again:
            if look_again:
                position, at = self._read_position(), timezone.now()
                for stored in self._store.candidates(key):
                    if isinstance(stored, StoredResponse) and stored.is_fresh(position, at):
                        return self._stored(request, key, stored, "hit; collapsed")
            return self._built(request, key, "fwd=stale" if found else "fwd=miss", position)

    def _built(self, request: HttpRequest, key: str, status: str, position: LogPosition | None) -> HttpResponseBase:
        """Have the answer built, of which ``position`` is read before the first query for it."""
        at = timezone.now()
        counts = keeping_counts(self._store, position, at) if self._store and position else nullcontext()
        with recording() as dependencies, counts:
            response = self.get_response(request)
        if not isinstance(response, HttpResponse) or response.status_code != 200:
            return response
        if "no-store" in response.get("Cache-Control", ""):
            return response
        stored = StoredResponse.of(response, dependencies, position or LogPosition(), at)
        may_be_kept = self._store is not None and dependencies.may_be_stored
        answer = self._respond(request, stored, f"{status}; stored" if may_be_kept else status)
        if dependencies.may_be_stored:
            answer["Cache-Control"] = cache_control(at, stored.until, stored.next_transition_at)
        if self._store is not None and may_be_kept:
            # With the encoding that was asked for first.
            self._store.put(key, stored)
        return answer

    def _stored(self, request: HttpRequest, key: str, stored: StoredResponse, status: str) -> HttpResponseBase:
        size = stored.size
        answer = self._respond(request, stored, status)
        answer["Cache-Control"] = cache_control(stored.checked_at, stored.until, stored.next_transition_at)
        if self._store is not None and stored.size > size:
            self._store.keep(key, stored)
        return answer

    def _unchecked(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Answer without the database, if there is anything to answer with."""
        at = timezone.now()
        for stored in self._store.candidates(key) if self._store else ():
            if isinstance(stored, StoredResponse) and stored.is_acceptable_unchecked(at):
                age = int((at - stored.checked_at).total_seconds())
                return self._respond(request, stored, f"hit; ttl=-{age}; detail=UNCHECKED")
        return problem_response(request, 503)

    @staticmethod
    def _respond(request: HttpRequest, stored: StoredResponse, status: str) -> HttpResponseBase:
        answer = stored.respond(request)
        answer["Cache-Control"] = REVALIDATED
        answer[STATUS_HEADER] = f"coalition-cms; {status}"
        return answer

    def _read_position(self) -> LogPosition:
        if time.monotonic() < self._database_paused_until:
            raise DatabaseError("The database failed a moment ago.")
        try:
            return read_position()
        except (DatabaseError, InterfaceError):
            self._database_paused_until = time.monotonic() + PAUSE
            raise
