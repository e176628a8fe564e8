"""How far the change log is: the one thing that is asked of the database for an answer that is stored."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections

from api.models import ChangeCounter

_QUERY = f"SELECT sequence, next_transition_at FROM {ChangeCounter._meta.db_table} WHERE id = {ChangeCounter.KEY}"  # noqa: S608


@dataclass(frozen=True)
class LogPosition:
    """The sequence of the last change, and the next instant at which anything goes live or expires."""

    sequence: int = 0
    next_transition_at: datetime.datetime | None = None


def read_position() -> LogPosition:
    """Return how far the log is now. Raises ``DatabaseError`` or ``InterfaceError`` when the database cannot tell.

    In SQL of its own: through the ORM it would take several times as long, and it is all that a stored answer costs.
    For the same reason it is what shows whether a connection still works, in place of the query that Django sends to
    find that out: where it fails on one that was open before, it is asked once more on a new one.
    """
    # The connection itself, not what finds it each time.
    connection: Any = connections[DEFAULT_DB_ALIAS]
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
    sequence, at = row
    # SQLite does not know that what Django keeps there is in UTC.
    return LogPosition(sequence, at and at.replace(tzinfo=at.tzinfo or datetime.UTC))


def _read(connection: Any) -> Any:
    # Where a statement that was prepared does not fit any more, the new connection knows of none.
    with connection.prepared_cursor() as cursor:
        cursor.execute(_QUERY)
        return cursor.fetchone()
