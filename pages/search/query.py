"""A parsed search query."""

from dataclasses import dataclass
from enum import StrEnum

from pages.search.words import folded_words

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

    @classmethod
    def parse(cls, text: str, operator: Operator = Operator.AND) -> "SearchQuery":
        """Return the query for a text. Punctuation is ignored; a text without words matches nothing."""
        return cls(tuple(dict.fromkeys(folded_words(text)))[:MOST_WORDS], operator)

    def matches(self, folded: str) -> bool:
        """Tell whether a folded word matches the query."""
        return folded.startswith(self.words)
