"""Limit how long a statement may run."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_seconds: ContextVar[float] = ContextVar("statement timeout", default=0.0)


def current_timeout() -> float:
    """Return the seconds after which a statement of this thread is canceled; 0 for no limit of ours."""
    return _seconds.get()


@contextmanager
def statement_timeout(seconds: float) -> Iterator[None]:
    """Have PostgreSQL cancel every statement of this thread that runs longer than ``seconds`` inside the block.

    That is so on all its connections. A canceled statement raises ``OperationalError``. 0 stands for no limit of ours.
    A transaction that began before the block is not limited, and SQLite limits nothing.
    """
    token = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(token)
