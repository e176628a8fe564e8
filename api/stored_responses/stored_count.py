"""The number of items in a list, stored apart from its responses because all pages of the list share it."""

from collections.abc import Callable
from dataclasses import dataclass

from api.stored_responses.keeping import current_keeping
from api.stored_responses.release import release
from api.stored_responses.stored import Stored, checked


@dataclass
class StoredCount(Stored):
    """A number of items."""

    count: int


def stored_count(fingerprint: str, count: Callable[[], int]) -> int:
    """Return the number of items in the list with a fingerprint, and call ``count`` only if it is not stored.

    The count depends on everything that the response depends on so far.
    """
    found = current_keeping()
    if found is None:
        return count()
    keeping, dependencies = found
    key = f"{release()}\ncount\n{fingerprint}"
    for stored in keeping.store.candidates(key):
        if isinstance(stored, StoredCount) and stored.is_fresh(keeping.position, keeping.at):
            return stored.count
    made = StoredCount(
        count=count(),
        tags=frozenset(dependencies.tags),
        until=dependencies.until,
        **checked(keeping.position, keeping.at),
    )
    keeping.store.put(key, made)
    return made.count
