"""The sources of this project."""

from arrivals.sources.registry import register_source
from arrivals.sources.source import Source
from arrivals.wordpress.source import WORDPRESS

OWN_SOURCES: tuple[Source, ...] = (WORDPRESS,)


def register_own_sources() -> None:
    """Register them."""
    for source in OWN_SOURCES:
        register_source(source, own=True)
