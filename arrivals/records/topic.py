"""A topic that arrives."""

from dataclasses import dataclass

from arrivals.records.record import ArrivingRecord


@dataclass(frozen=True, kw_only=True)
class ArrivingTopic(ArrivingRecord):
    """A topic. ``old_addresses`` are those of the pages that listed what is about it."""

    name: str
    slug: str = ""
    description: str = ""
    old_addresses: tuple[str, ...] = ()
