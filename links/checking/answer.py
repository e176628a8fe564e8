"""What came of asking for an address."""

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """Whether an address leads somewhere, as far as one request shows."""

    WORKS = "works"
    FAILS = "fails"
    #: The site answers programs otherwise than people, or not at all.
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """The verdict, the status if there was one, a sentence about what was wrong, and where the address moved to."""

    verdict: Verdict
    status: int | None = None
    problem: str = ""
    moved_to: str = ""
