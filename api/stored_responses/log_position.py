"""Reads the position of the change log: the only query that a stored response needs."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from api.models import ChangeCounter
from pages.database.reading import reading_connection
from pages.publishing.scheduled_instants import earliest, first_expiry, first_go_live, last_expiry

_COLUMNS = "sequence, compacted, next_expiry_at, next_transition_at"
_QUERY = f"SELECT {_COLUMNS} FROM {ChangeCounter._meta.db_table} WHERE id = {ChangeCounter.KEY}"  # noqa: S608


@dataclass(frozen=True)
class LogPosition:
    """The sequence of the last change, and the instants around now at which the clock changes what is public."""

    sequence: int = 0
    #: The log holds nothing up to this sequence. A restored database has a higher one than the log of before reached.
    compacted: int = 0
    #: The next instant at which anything goes live or expires.
    next_transition_at: datetime.datetime | None = None
    #: The next instant at which anything expires.
    next_expiry_at: datetime.datetime | None = None
    #: The last instant at which something expired that has not been unpublished yet, if there is any.
    expired_at: datetime.datetime | None = None


def read_position() -> LogPosition:
    """Return the current position of the log. Raises ``DatabaseError`` or ``InterfaceError`` if the database fails.

    Plain SQL, because the ORM would take several times as long, and a stored response costs nothing else.
    For the same reason, this query replaces Django's health check of the connection: if it fails on a connection
    that was already open, it is sent again on a new one.
    """
    connection = reading_connection()
    was_open = connection.connection is not None and not connection.in_atomic_block
    connection.health_check_done = True
    try:
        row = _read(connection)
    except (DatabaseError, InterfaceError):
        if not was_open:
            raise
        connection.close()
        row = _read(connection)
    if row is None:
        return LogPosition()
    sequence, compacted, *instants = row
    # SQLite stores no time zone; Django writes UTC.
    expiry, transition = (at and at.replace(tzinfo=at.tzinfo or datetime.UTC) for at in instants)
    now = timezone.now()
    if transition is None or now < transition:
        return LogPosition(sequence, compacted, transition, expiry)
    # The log names the first instant of all, which is that of what expired until the scheduler has unpublished it.
    expiry = first_expiry(now)
    return LogPosition(sequence, compacted, earliest((expiry, first_go_live(now))), expiry, last_expiry(now))


def _read(connection: Any) -> Any:
    # If a prepared statement no longer fits the schema, it fails here, and the new connection has none.
    with connection.prepared_cursor() as cursor:
        cursor.execute(_QUERY)
        return cursor.fetchone()
