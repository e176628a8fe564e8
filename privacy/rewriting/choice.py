"""What an editor chose for the place of a person."""

from dataclasses import dataclass

from pages.models import Person
from privacy.matching.spellings import Spellings
from privacy.tracing.subject import Subject

#: What stands in copies of the history for which no editor chose a text.
NO_NAME = "Name removed"


@dataclass(frozen=True)
class Choice:
    """What stands for the person: a text, another person, or nothing, which removes bylines.

    ``in_text`` is whether the name is replaced also in running texts, ``in_corrections`` in public corrections.
    """

    text: str = ""
    successor: Person | None = None
    in_text: bool = False
    in_corrections: bool = False

    @property
    def stand_in(self) -> str:
        """The text for places where there must be one."""
        return self.text or NO_NAME


@dataclass(frozen=True)
class Rewriting:
    """Whom to replace by what. With ``everything``, the name is replaced in every text, as in old versions."""

    subject: Subject
    choice: Choice
    everything: bool = False

    @property
    def spellings(self) -> Spellings:
        """What is looked for."""
        return self.subject.spellings

    def text(self, written: str) -> str:
        """Return a text without the person, if running texts are replaced."""
        return self.spellings.replace(written, self.choice.stand_in) if self._is_in_text else written

    @property
    def _is_in_text(self) -> bool:
        return self.everything or self.choice.in_text

    @property
    def rewrites_corrections(self) -> bool:
        """Whether public corrections are rewritten."""
        return self.choice.in_corrections

    @property
    def successor_key(self) -> int | None:
        """The primary key of the other person, if one was chosen."""
        return self.choice.successor.pk if self.choice.successor else None
