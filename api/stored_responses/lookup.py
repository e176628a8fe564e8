"""The result of looking for a stored response."""

from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS

from api.http.cache_control import REVALIDATED, cache_control
from api.stored_responses.log_position import LogPosition
from api.stored_responses.stored_response import RawResponse, RequestHeaders, StoredResponse

#: The header that says whether a response was stored or built (RFC 9211).
STATUS_HEADER = "Cache-Status"


@dataclass(frozen=True)
class Source:
    """A database, and what is asked of it."""

    alias: str = DEFAULT_DB_ALIAS
    #: The sequence that its log must have reached, because the client has heard of it.
    needed: int = 0
    #: Whether it may lag by any time: a replica that is asked because the primary does not respond.
    is_unconfirmed: bool = False

    @property
    def is_replica(self) -> bool:
        """Whether this is a replica."""
        return self.alias != DEFAULT_DB_ALIAS


PRIMARY = Source()


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
    #: The database that was asked, which builds the response, too: the response is as right as what checked it.
    source: Source = PRIMARY

    @property
    def is_confirmed(self) -> bool:
        """Whether a content delivery network, which is purged when it changes, may keep the response."""
        return not (self.database_is_down or self.source.is_unconfirmed)

    def respond(self, headers: RequestHeaders) -> RawResponse | None:
        """Return the stored response to a request with these headers, or ``None`` if nothing is stored."""
        stored = self.stored
        if stored is None:
            return None
        policy = cache_control(stored.checked_at, stored.until, stored.next_transition_at)
        return raw_response(stored, headers, self.status, policy if self.is_confirmed else REVALIDATED)


def raw_response(stored: StoredResponse, headers: RequestHeaders, status: str, policy: str) -> RawResponse:
    """Return a stored response with its ``Cache-Status`` and ``Cache-Control`` headers."""
    made = stored.respond(headers)
    made.headers["Cache-Control"] = policy
    made.headers[STATUS_HEADER] = f"coalition-cms; {status}"
    return made
