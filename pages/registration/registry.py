"""A registry: definitions that applications add while Django starts, and that everything else asks afterwards."""

from collections.abc import Mapping
from typing import Generic, TypeVar

Name = TypeVar("Name")
Definition = TypeVar("Definition")


class Registry(Generic[Name, Definition]):
    """Definitions by name. ``what`` says in messages what they define."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._own: dict[Name, Definition] = {}
        self._added: dict[Name, Definition] = {}
        self._is_read = False

    def register(self, name: Name, definition: Definition, *, own: bool = False) -> None:
        """Add a definition. Call it in ``AppConfig.ready``.

        Those of this project are its ``own``: they come first, whichever application starts first. Raises
        ``ValueError`` for a name that is taken, and ``RuntimeError`` once the definitions have been read.
        """
        if self._is_read:
            raise RuntimeError(f"The {self.what} {name} is registered too late: register it in AppConfig.ready.")
        if name in self._own or name in self._added:
            raise ValueError(f"The {self.what} {name} is registered already.")
        (self._own if own else self._added)[name] = definition

    def all(self) -> Mapping[Name, Definition]:
        """Return every definition, in a stable order. From then on none can be added."""
        self._is_read = True
        return {**self._own, **self._added}

    def registered(self) -> Mapping[Name, Definition]:
        """Return what has been added so far, without closing the registry: for those who add to it themselves."""
        return {**self._own, **self._added}
