"""Advice on pages that other packages give."""

from collections.abc import Callable, Iterable
from typing import Any

from pages.publishing.rules import PublishWarning
from pages.registration.registry import Registry

_SOURCES: Registry[str, Callable[[Any], Iterable[PublishWarning]]] = Registry("source of warnings")


def register_further_warnings(
    name: str, warnings: Callable[[Any], Iterable[PublishWarning]], *, own: bool = False
) -> None:
    """Add a function that takes a page in any state and returns advice. Call this in ``AppConfig.ready``."""
    _SOURCES.register(name, warnings, own=own)


def further_warnings(page: Any) -> list[PublishWarning]:
    """Return the advice of all sources on a page."""
    return [warning for source in _SOURCES.all().values() for warning in source(page)]
