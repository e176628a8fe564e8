"""The context in which pages return to what was live before, for which the publishing rules are not asked again."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_returns: ContextVar[bool] = ContextVar("returns_to_earlier_versions", default=False)


def returns_to_earlier_versions() -> bool:
    """Tell whether what is published in the current context was live before."""
    return _returns.get()


@contextmanager
def returning_to_earlier_versions() -> Iterator[None]:
    """Publish versions that were live before, whatever stands against them: the public has seen them already."""
    token = _returns.set(True)
    try:
        yield
    finally:
        _returns.reset(token)
