"""A series of events that arrives."""

from dataclasses import dataclass

from arrivals.records.record import ArrivingRecord


@dataclass(frozen=True, kw_only=True)
class ArrivingSeries(ArrivingRecord):
    """A series whose dates arrive as events. ``rule`` is a recurrence rule (RFC 5545, 3.3.10) or empty."""

    name: str
    summary: str = ""
    rule: str = ""
