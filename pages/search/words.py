"""The words of a text as they are searched: without accents, without capitals, the same on every database."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

#: Longer words are cut: databases refuse endless ones.
LONGEST_WORD = 60

#: Scripts that put no spaces between words; each character counts as one.
_SCRIPTS_WITHOUT_SPACES = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: Vowel signs, accents and points, which belong to the letter before them. (All of them are in the basic plane but for
#: those of historic scripts.)
_MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M"))
_WORD = re.compile(f"[{_SCRIPTS_WITHOUT_SPACES}]|(?:(?![{_SCRIPTS_WITHOUT_SPACES}])[^\\W_]|[{_MARKS}])+")
#: Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


@dataclass(frozen=True)
class Word:
    """Where a word stands in a text, and how it is searched."""

    start: int
    end: int
    folded: tuple[str, ...]


def fold(text: str) -> str:
    """Return ``text`` without capitals and accents: ``Łódź`` becomes ``lodz``, ``Straße`` ``strasse``."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.casefold().translate(_LETTERS)


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of a text in order. One written word can be searched as several: ``½`` is ``1`` and ``2``."""
    for match in _WORD.finditer(text):
        written = match[0]
        if written.isascii():
            folded: tuple[str, ...] = (written.lower()[:LONGEST_WORD],)
        else:
            folded = tuple(part[:LONGEST_WORD] for part in _WORD.findall(fold(written)))
        if folded:
            yield Word(match.start(), match.end(), folded)


def folded_words(text: str) -> list[str]:
    """Return the words of a text as they are searched."""
    return [folded for word in words_in(text) for folded in word.folded]
