"""A parsed search query."""

from dataclasses import dataclass
from enum import StrEnum

from pages.fields.scripts import UNSPACED_RUN
from pages.search.words import fold, words_in

#: Any further words of a query are ignored, because each word adds to the cost of the search.
MOST_WORDS = 10


class Operator(StrEnum):
    """Whether all words of a query must match, or any of them."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True)
class SearchQuery:
    """The prefixes of words to search for, folded by ``pages.search.words``, without duplicates."""

    words: tuple[str, ...]
    operator: Operator = Operator.AND
    #: What was written in scripts without spaces, folded: the letters between two spaces, of which ``words`` has the
    #: pairs.
    runs: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str, operator: Operator = Operator.AND) -> "SearchQuery":
        """Return the query for a text. Punctuation is ignored; a text without words matches nothing."""
        words = (folded for word in words_in(text) if not word.implied for folded in word.folded)
        return cls(tuple(dict.fromkeys(words))[:MOST_WORDS], operator, tuple(map(fold, UNSPACED_RUN.findall(text))))

    def matches(self, folded: str) -> bool:
        """Tell whether a folded word matches the query."""
        return folded.startswith(self.words)
