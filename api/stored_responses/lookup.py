"""What is found when an answer is looked for, before any is built."""

from dataclasses import dataclass

from api.stored_responses.cache_control import REVALIDATED, cache_control
from api.stored_responses.log_position import LogPosition
from api.stored_responses.stored_response import RawResponse, RequestHeaders, StoredResponse

#: Says how an answer came about (RFC 9211).
STATUS_HEADER = "Cache-Status"


@dataclass(frozen=True)
class Lookup:
    """An answer that may be given, or none; and how far the change log was before it was looked for."""

    key: str
    #: How the answer comes about, as ``Cache-Status`` says it.
    status: str
    position: LogPosition | None = None
    stored: StoredResponse | None = None
    #: Whether the database could not tell how far the log is. What is stored is then served as it is.
    database_is_down: bool = False

    def answer(self, headers: RequestHeaders) -> RawResponse | None:
        """Return what is stored as the answer to a request with these headers, ``None`` where nothing is."""
        stored = self.stored
        if stored is None:
            return None
        policy = cache_control(stored.checked_at, stored.until, stored.next_transition_at)
        return raw_response(stored, headers, self.status, REVALIDATED if self.database_is_down else policy)


def raw_response(stored: StoredResponse, headers: RequestHeaders, status: str, policy: str) -> RawResponse:
    """Return a finished answer that says how it came about, and what caches may do with it."""
    made = stored.respond(headers)
    made.headers["Cache-Control"] = policy
    made.headers[STATUS_HEADER] = f"coalition-cms; {status}"
    return made
