"""The number of items in a list, stored apart from its responses because all pages of the list share it."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from api.stored_responses.log_position import LogPosition
from api.stored_responses.release import release
from api.stored_responses.store import Store
from api.stored_responses.stored import Stored
from api.tags.dependencies import current_dependencies


@dataclass
class StoredCount(Stored):
    """A number of items."""

    count: int


@dataclass(frozen=True)
class _Keeping:
    store: Store
    position: LogPosition
    at: datetime.datetime


_current: ContextVar[_Keeping | None] = ContextVar("keeping_counts", default=None)


@contextmanager
def keeping_counts(store: Store, position: LogPosition, at: datetime.datetime) -> Iterator[None]:
    """Store counts inside the block, which began at the instant ``at`` with the log at ``position``."""
    token = _current.set(_Keeping(store, position, at))
    try:
        yield
    finally:
        _current.reset(token)


def stored_count(fingerprint: str, count: Callable[[], int]) -> int:
    """Return the number of items in the list with a fingerprint, and call ``count`` only if it is not stored.

    The count depends on everything that the response depends on so far.
    """
    keeping, dependencies = _current.get(), current_dependencies()
    if keeping is None or dependencies is None or not dependencies.may_be_stored:
        return count()
    key = f"{release()}\ncount\n{fingerprint}"
    for stored in keeping.store.candidates(key):
        if isinstance(stored, StoredCount) and stored.is_fresh(keeping.position, keeping.at):
            return stored.count
    made = StoredCount(
        count=count(),
        tags=frozenset(dependencies.tags),
        until=dependencies.until,
        sequence=keeping.position.sequence,
        checked_at=keeping.at,
        next_transition_at=keeping.position.next_transition_at,
        next_expiry_at=keeping.position.next_expiry_at,
    )
    keeping.store.put(key, made)
    return made.count
