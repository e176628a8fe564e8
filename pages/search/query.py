"""What somebody searches for."""

from dataclasses import dataclass
from enum import StrEnum

from pages.search.words import folded_words

#: Further words of a query are ignored: each costs the database a pass.
MOST_WORDS = 10


class Operator(StrEnum):
    """Whether all words of a query have to be found, or any."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True)
class SearchQuery:
    """The beginnings of words to find, as ``pages.search.words`` folds them, none of them twice."""

    words: tuple[str, ...]
    operator: Operator = Operator.AND

    @classmethod
    def parse(cls, text: str, operator: Operator = Operator.AND) -> "SearchQuery":
        """Read what somebody typed. Punctuation means nothing; a text without words finds nothing."""
        return cls(tuple(dict.fromkeys(folded_words(text)))[:MOST_WORDS], operator)

    def matches(self, folded: str) -> bool:
        """Whether a folded word is one of those sought."""
        return folded.startswith(self.words)
