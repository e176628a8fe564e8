"""The registry of sources."""

from collections.abc import Mapping

from arrivals.sources.source import Source
from pages.registration.registry import Registry

_SOURCES: Registry[str, Source] = Registry("source")


def register_source(source: Source, *, own: bool = False) -> None:
    """Add a source. Call this function in ``AppConfig.ready``; it raises as ``Registry.register`` does."""
    _SOURCES.register(source.name, source, own=own)


def advice_on(suffix: str) -> str:
    """Return a sentence on what to do with files of a suffix that no source reads, or ``""``."""
    return next(
        (source.other_suffixes[suffix] for source in _SOURCES.all().values() if suffix in source.other_suffixes), ""
    )


def sources() -> Mapping[str, Source]:
    """Return all sources by name."""
    return _SOURCES.all()
