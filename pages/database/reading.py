"""From which database a block of code reads: the primary, unless it is told to read from a replica.

Writes, and transactions that do not name a database, always go to the primary.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


class Reading:
    """A block that reads from a database, and how the database failed in it, if it did."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self.failure: Exception | None = None


_alias: ContextVar[str] = ContextVar("reading alias", default=DEFAULT_DB_ALIAS)
_current: ContextVar[Reading | None] = ContextVar("reading", default=None)


def reading_alias() -> str:
    """Return the alias of the database from which this code reads."""
    return _alias.get()


def reading_connection() -> Any:
    """Return the connection of this thread from which this code reads.

    Typed as Any because only our engines have snapshots and prepared cursors.
    """
    return connections[_alias.get()]


def is_on_replica() -> bool:
    """Tell whether this code reads from a replica."""
    return _alias.get() != DEFAULT_DB_ALIAS


@contextmanager
def reading_from(alias: str) -> Iterator[Reading]:
    """Read from the database ``alias`` inside the block."""
    reading = Reading(alias)
    tokens = _alias.set(alias), _current.set(reading)
    try:
        yield reading
    finally:
        _alias.reset(tokens[0])
        _current.reset(tokens[1])


def note_failure(error: Exception) -> bool:
    """Tell whoever had this code read from a replica that the database failed; return whether there is anybody."""
    reading = _current.get()
    if reading is None or reading.alias == DEFAULT_DB_ALIAS:
        return False
    reading.failure = error
    return True


class ReplicaRouter:
    """Django's questions about databases, where there are replicas."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        # Also for an object that came from another one: what is read with it must be of the same state.
        return reading_alias()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        # They are the same rows.
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS
