"""What became of one record."""

from dataclasses import dataclass, field
from typing import Any

from arrivals.models import RunEntry

Outcome = RunEntry.Outcome


@dataclass(frozen=True)
class Result:
    """The outcome, the object, and sentences about what was not taken over.

    ``redirects`` are the old paths that lead to it newly.
    """

    outcome: Outcome
    made: Any = None
    sentences: list[str] = field(default_factory=list)
    published: bool = False
    redirects: list[str] = field(default_factory=list)
