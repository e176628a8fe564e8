"""The registry of sources."""

from collections.abc import Mapping

from arrivals.sources.source import Source
from pages.registration.registry import Registry

_SOURCES: Registry[str, Source] = Registry("source")


def register_source(source: Source, *, own: bool = False) -> None:
    """Add a source. Call this function in ``AppConfig.ready``; it raises as ``Registry.register`` does."""
    _SOURCES.register(source.name, source, own=own)


def sources() -> Mapping[str, Source]:
    """Return all sources by name."""
    return _SOURCES.all()
