"""An old address that arrives."""

from dataclasses import dataclass

from arrivals.records.record import ArrivingRecord


@dataclass(frozen=True, kw_only=True)
class ArrivingRedirect(ArrivingRecord):
    """An old URL and what it leads to: the key of another record, or else a URL or path."""

    address: str
    target: str = ""
    url: str = ""
