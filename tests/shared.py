"""Content that many tests read: made once a process, and undone before the first module that does not want it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from copy import copy
from typing import Any, TypeVar

import pytest
from django.db import transaction
from django.db.models import Model

Content = TypeVar("Content")
Make = Callable[[], AbstractContextManager[Content]]


def shared_by(item: pytest.Item | None) -> list[str]:
    """Return the names of the fixtures with shared content that a test uses: ``shared_…``, of a module each."""
    return sorted(name for name in getattr(item, "fixturenames", ()) if name.startswith("shared_"))


def commits(item: pytest.Item) -> bool:
    """Return whether a test runs outside any transaction, on a database that it has for itself."""
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        return True
    return not {"transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))


def is_served(item: pytest.Item) -> bool:
    """Return whether a test asks a server that stays for those that follow: in another thread, or the stream."""
    return not {"live_server", "port"}.isdisjoint(getattr(item, "fixturenames", ()))


class SharedContent:
    """Keeps content in transactions around those of the tests, each of which undoes what it changes itself."""

    def __init__(self, unblock: Callable[[], AbstractContextManager[None]]) -> None:
        self._unblock = unblock
        self._open: dict[str, Any] = {}
        self._ends = ExitStack()

    def get(self, name: str, make: Make[Content]) -> Content:
        """Return the content, made within ``make()`` unless it is there; ``name`` is that of the fixture."""
        if name not in self._open:
            with self._unblock():
                self._open[name] = self._ends.enter_context(make())
        content: Content = self._open[name]
        return content

    def keep_for(self, following: pytest.Item | None) -> None:
        """Undo what is there unless the following test wants all of it."""
        if self._open.keys() - set(shared_by(following)) or (following and commits(following)):
            self._open.clear()
            self._ends.close()


def again(content: Content) -> Content:
    """Return the same content with its objects as they are in the database: what one test does to them is not kept."""
    other = copy(content)
    for name, thing in vars(content).items():
        if isinstance(thing, Model):
            setattr(other, name, type(thing)._default_manager.get(pk=thing.pk))
    return other


@contextmanager
def undone(make: Callable[[], Content]) -> Iterator[Content]:
    """Make content for the time of the block."""
    with transaction.atomic():
        yield make()
        transaction.set_rollback(True)
