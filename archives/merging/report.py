"""What a merge did, object by object."""

from dataclasses import dataclass, field
from enum import Enum


class Outcome(Enum):
    """What became of an object. The values are for people who read the report."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


@dataclass
class MergedLine:
    """What became of one object: sentences say what is different from what one might expect."""

    kind: str
    title: str
    outcome: Outcome
    published: bool = False
    sentences: list[str] = field(default_factory=list)


@dataclass
class MergeReport:
    """The lines of all objects, and the links that lead nowhere here, each once."""

    made_at: str
    lines: list[MergedLine] = field(default_factory=list)
    #: The titles of what has such links, by what they should lead to.
    lost: dict[str, list[str]] = field(default_factory=dict)

    def number(self, outcome: Outcome) -> int:
        """Return of how many objects this is what became."""
        return sum(line.outcome is outcome for line in self.lines)

    @property
    def published(self) -> int:
        """How many objects were published."""
        return sum(line.published for line in self.lines)

    def lose(self, target: str, title: str) -> None:
        """Note that something refers to what is not here."""
        titles = self.lost.setdefault(target, [])
        if title not in titles:
            titles.append(title)
