"""Serves stored responses, and finishes and stores new ones."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone

from api.http.cache_control import REVALIDATED, cache_control
from api.requests.problems import problem_response
from api.stored_responses.log_position import LogPosition
from api.stored_responses.lookup import Lookup, raw_response
from api.stored_responses.needed import needed_sequence
from api.stored_responses.request_key import request_key
from api.stored_responses.response_cache import ResponseCache
from api.stored_responses.stored_response import RawResponse, StoredResponse
from api.tags.dependencies import recording
from pages.database.reading import reading_from

#: The key in ``META`` of a lookup that was already made: a pair of the cache and the ``Lookup``.
LOOKED_UP = "coalition_cms.looked_up"


class StoredResponseMiddleware:
    """Serves stored responses that are fresh; passes other requests on, finishes the responses and may store them.

    Every response that caches may keep gets an ETag, the tags of what it was built from, and ``Cache-Control``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # For requests that did not pass ``StoredResponsesFirst``: in tests, and under other servers.
        self._cache = ResponseCache()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        cache, lookup = request.META.get(LOOKED_UP) or (self._cache, self._look_up(request))
        if lookup is None:
            return self.get_response(request)
        # The view sees the canonical query of the key, so that the response belongs to every request with this key.
        request.META["QUERY_STRING"] = lookup.key.rpartition("\n")[2]
        if lookup.stored is not None or lookup.database_is_down:
            return self._found(request, cache, lookup)
        with cache.building(lookup) as lookup:
            if lookup.stored is not None or lookup.database_is_down:
                return self._found(request, cache, lookup)
            return self._built_from_source(request, cache, lookup)

    def _look_up(self, request: HttpRequest) -> Lookup | None:
        key = request_key(request.META, request.path_info, request.scheme or "")
        return self._cache.look_up(key, needed=needed_sequence(request.META)) if key else None

    @staticmethod
    def _found(request: HttpRequest, cache: ResponseCache, lookup: Lookup) -> HttpResponseBase:
        found = cache.respond(lookup, request.META)
        return problem_response(request, 503) if found is None else _response(request, found)

    def _built_from_source(self, request: HttpRequest, cache: ResponseCache, lookup: Lookup) -> HttpResponseBase:
        """Have the response built from the database that was asked, or once more from another if a replica fails."""
        if not lookup.source.is_replica:
            return self._built(request, cache, lookup)
        with reading_from(lookup.source.alias) as reading:
            response = self._built(request, cache, lookup)
        if reading.failure is None or not cache.has_failed(lookup.source, reading.failure):
            return response
        lookup = cache.look_up_elsewhere(lookup.key, needed=lookup.source.needed)
        if lookup.stored is not None or lookup.database_is_down:
            return self._found(request, cache, lookup)
        with reading_from(lookup.source.alias):
            return self._built(request, cache, lookup)

    def _built(self, request: HttpRequest, cache: ResponseCache, lookup: Lookup) -> HttpResponseBase:
        """Have the response built. The lookup's log position was read before the first query of the response."""
        at = timezone.now()
        with recording() as dependencies, cache.keeping_pieces(lookup):
            response = self.get_response(request)
        if not isinstance(response, HttpResponse) or response.status_code != 200:
            return response
        if "no-store" in response.get("Cache-Control", ""):
            return response
        stored = StoredResponse.of(response, dependencies, lookup.position or LogPosition(), at)
        may_be_kept = cache.keeps and dependencies.may_be_stored
        status = f"{lookup.status}; stored" if may_be_kept else lookup.status
        ends = stored.until, stored.next_transition_at
        is_kept_by_others = dependencies.may_be_stored and lookup.is_confirmed
        policy = cache_control(at, *ends) if is_kept_by_others else REVALIDATED
        built = raw_response(stored, request.META, status, policy)
        if may_be_kept:
            # Including the body in the encoding of this request.
            cache.put(lookup.key, stored)
        return _response(request, built)


def _response(request: HttpRequest, raw_response: RawResponse) -> HttpResponseBase:
    if raw_response.status == 412:
        return problem_response(request, 412)
    if raw_response.status == HttpResponseNotModified.status_code:
        return HttpResponseNotModified(headers=raw_response.headers)
    return HttpResponse(raw_response.body, headers=raw_response.headers)
