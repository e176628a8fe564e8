"""What the pieces of a response that is being built are stored with: its count, and the items of a list."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from api.stored_responses.log_position import LogPosition
from api.stored_responses.store import Store
from api.tags.dependencies import Dependencies, current_dependencies


@dataclass(frozen=True)
class Keeping:
    """Where pieces are stored, and when the response began: at an instant, with the log at a position."""

    store: Store
    position: LogPosition
    at: datetime.datetime
    #: Whether the response was stored before and is stale, so that its items are worth storing.
    is_again: bool


_current: ContextVar[Keeping | None] = ContextVar("keeping", default=None)


@contextmanager
def keeping_with(keeping: Keeping) -> Iterator[None]:
    """Store the pieces of the response that is built inside the block."""
    token = _current.set(keeping)
    try:
        yield
    finally:
        _current.reset(token)


def current_keeping() -> tuple[Keeping, Dependencies] | None:
    """Return what pieces are stored with, and what has been recorded so far; ``None`` if they must not be stored."""
    keeping, dependencies = _current.get(), current_dependencies()
    if keeping is None or dependencies is None or not dependencies.may_be_stored:
        return None
    return keeping, dependencies
