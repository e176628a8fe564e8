"""Counts requests in front of everything: stored responses never come to Django."""

from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from operations.logs.statements import statement_counts
from operations.metrics.endpoints import endpoint_of
from operations.metrics.instruments import REQUESTS, STATEMENT_SECONDS, STATEMENTS, STORED_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_HEADER = "Cache-Status"
_HIT = "coalition-cms; hit"


class _Counters(NamedTuple):
    observe: "Callable[[float], Any]"
    count_statements: "Callable[[float], Any]"
    count_seconds: "Callable[[float], Any]"


class CountedRequests:
    """A WSGI application (PEP 3333) that counts the requests to another one, and how long its responses take to begin.

    ``stored_bytes`` returns how much memory the stored responses of this process take.
    """

    def __init__(self, application: "WSGIApplication", stored_bytes: "Callable[[], int]") -> None:
        self._application = application
        self._stored_bytes = stored_bytes
        # Looking up the counters of some labels takes longer than counting.
        self._counters: dict[tuple[str, str, str | None], _Counters] = {}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        started, (statements, seconds) = perf_counter(), statement_counts()
        begun: list[Any] = []

        def begin(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            begun[:] = status, headers
            return start_response(status, headers, *exc_info)

        try:
            return self._application(environ, begin)
        finally:
            status, headers = begun or ("500", ())
            value = None
            # It is among the last, which are those of the outermost middleware.
            for header in reversed(headers):
                if header[0] == _HEADER:
                    value = header[1]
                    break
            endpoint = endpoint_of(environ.get("PATH_INFO", ""))
            counters = self._counters.get((endpoint, status[0], value)) or self._counters_of(endpoint, status[0], value)
            counters.observe(perf_counter() - started)
            # Each of these costs as much as all of the above, and most responses are hits, which send one statement.
            if value is None or not value.startswith(_HIT):
                now = statement_counts()
                counters.count_statements(now[0] - statements)
                counters.count_seconds(now[1] - seconds)
                STORED_BYTES.set(self._stored_bytes())

    def _counters_of(self, endpoint: str, status: str, value: str | None) -> _Counters:
        found = _Counters(
            REQUESTS.labels(endpoint, f"{status}xx", source_of(value)).observe,
            STATEMENTS.labels(endpoint).inc,
            STATEMENT_SECONDS.labels(endpoint).inc,
        )
        # The age of an unchecked response is part of the value, of which there are many.
        if value is None or "ttl" not in value:
            self._counters[endpoint, status, value] = found
        return found


def source_of(cache_status: str | None) -> str:
    """Return how a response came about, one of ``SOURCES``, by its ``Cache-Status`` (RFC 9211)."""
    if cache_status is None:
        return "none"
    if "UNCHECKED" in cache_status:
        return "unchecked"
    _, _, rest = cache_status.partition("; ")
    first = rest.partition(";")[0]
    return first.removeprefix("fwd=")
