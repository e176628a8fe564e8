"""The sources of this project, and the kinds of objects that it makes of what they hold."""

from arrivals.sources.registry import register_source
from arrivals.sources.source import Source
from arrivals.wordpress.source import WORDPRESS
from arrivals.writing.kinds import register_arrival_kind
from arrivals.writing.own_kinds import OWN_KINDS

OWN_SOURCES: tuple[Source, ...] = (WORDPRESS,)


def register_own_definitions() -> None:
    """Register them."""
    for source in OWN_SOURCES:
        register_source(source, own=True)
    for kind in OWN_KINDS:
        register_arrival_kind(kind, own=True)
