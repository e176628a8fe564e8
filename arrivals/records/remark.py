"""What a source says about the whole of what arrives."""

from dataclasses import dataclass

from arrivals.records.record import ArrivingRecord


@dataclass(frozen=True, kw_only=True)
class ArrivingRemark(ArrivingRecord):
    """A sentence for the report, for example about what is counted and not taken over."""

    sentence: str
