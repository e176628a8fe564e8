"""A registry of definitions that applications add while Django starts and that are read-only afterwards."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

Name = TypeVar("Name")
Definition = TypeVar("Definition")


class Registry(Generic[Name, Definition]):
    """A mapping from names to definitions. ``what`` names the kind of definition in error messages."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._own: dict[Name, Definition] = {}
        self._added: dict[Name, Definition] = {}
        self._read: Mapping[Name, Definition] | None = None

    def register(self, name: Name, definition: Definition, *, own: bool = False) -> None:
        """Add a definition. Call this method in ``AppConfig.ready``.

        Definitions of this project are marked as ``own``: they come first, whichever application starts first. Raise
        ``ValueError`` if the name is taken, and ``RuntimeError`` if the definitions have already been read.
        """
        if self._read is not None:
            raise RuntimeError(f"The {self.what} {name} is registered too late: register it in AppConfig.ready.")
        if name in self._own or name in self._added:
            raise ValueError(f"The {self.what} {name} is registered already.")
        (self._own if own else self._added)[name] = definition

    def all(self) -> Mapping[Name, Definition]:
        """Return every definition in a stable order, and close the registry to further additions."""
        if self._read is None:
            self._read = MappingProxyType({**self._own, **self._added})
        return self._read

    def registered(self) -> Mapping[Name, Definition]:
        """Return the definitions added so far without closing the registry, for code that itself adds definitions."""
        return {**self._own, **self._added}
