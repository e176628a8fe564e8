"""The result of looking for a stored response."""

from dataclasses import dataclass

from api.http.cache_control import REVALIDATED, cache_control
from api.stored_responses.log_position import LogPosition
from api.stored_responses.stored_response import RawResponse, RequestHeaders, StoredResponse

#: The header that says whether a response was stored or built (RFC 9211).
STATUS_HEADER = "Cache-Status"


@dataclass(frozen=True)
class Lookup:
    """A stored response that may be served, if there is one, and the position of the log before the lookup."""

    key: str
    #: Whether the response is stored or built, in the words of ``Cache-Status``.
    status: str
    position: LogPosition | None = None
    stored: StoredResponse | None = None
    #: Whether the database failed to return the log position. Stored responses are then served unchecked.
    database_is_down: bool = False

    def respond(self, headers: RequestHeaders) -> RawResponse | None:
        """Return the stored response to a request with these headers, or ``None`` if nothing is stored."""
        stored = self.stored
        if stored is None:
            return None
        policy = cache_control(stored.checked_at, stored.until, stored.next_transition_at)
        return raw_response(stored, headers, self.status, REVALIDATED if self.database_is_down else policy)


def raw_response(stored: StoredResponse, headers: RequestHeaders, status: str, policy: str) -> RawResponse:
    """Return a stored response with its ``Cache-Status`` and ``Cache-Control`` headers."""
    made = stored.respond(headers)
    made.headers["Cache-Control"] = policy
    made.headers[STATUS_HEADER] = f"coalition-cms; {status}"
    return made
