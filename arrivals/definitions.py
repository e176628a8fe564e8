"""The sources of this project."""

from arrivals.documents.document_sources import DOCUMENT
from arrivals.sources.registry import register_source
from arrivals.sources.source import Source

OWN_SOURCES: tuple[Source, ...] = (DOCUMENT,)


def register_own_sources() -> None:
    """Register them."""
    for source in OWN_SOURCES:
        register_source(source, own=True)
