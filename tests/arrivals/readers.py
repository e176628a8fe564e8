"""A source in memory."""

from collections.abc import Iterator, Sequence

from arrivals.records.record import ArrivingRecord


class MemoryReader:
    """Reads the records that it is given, from an origin."""

    def __init__(self, *records: ArrivingRecord, origin: str = "https://old.example.org") -> None:
        self.origin = origin
        self.given: Sequence[ArrivingRecord] = records

    def records(self) -> Iterator[ArrivingRecord]:
        return iter(self.given)
