"""An object that is filled and not stored yet."""

from dataclasses import dataclass
from typing import Any

from arrivals.records.record import ArrivingRecord
from arrivals.writing.result import Outcome
from arrivals.writing.transfer import Transfer


@dataclass(frozen=True)
class Prepared:
    """A filled object that is to be stored, with its record and the hash of that, and what will have become of it."""

    record: ArrivingRecord
    content: Any
    digest: str
    outcome: Outcome
    transfer: Transfer
    #: The hashes of the arrival when the object was prepared.
    before: tuple[str, str] = ("", "")
