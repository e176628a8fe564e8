"""Split texts into words for searching: without accents, in lower case, the same on every database."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

#: Longer words are cut, because databases limit the length of words.
LONGEST_WORD = 60

#: Scripts without spaces between words; each of their characters counts as a word.
_SCRIPTS_WITHOUT_SPACES = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: Vowel signs, accents and points, which belong to the letter before them. Except for historic scripts, all of them are
#: in the Basic Multilingual Plane.
_MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M"))
_WORD = re.compile(f"[{_SCRIPTS_WITHOUT_SPACES}]|(?:(?![{_SCRIPTS_WITHOUT_SPACES}])[^\\W_]|[{_MARKS}])+")
#: Letters that Unicode does not decompose into a letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


@dataclass(frozen=True)
class Word:
    """The position of a word in a text, and its folded forms."""

    start: int
    end: int
    folded: tuple[str, ...]


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents: ``Łódź`` becomes ``lodz``, ``Straße`` becomes ``strasse``."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.casefold().translate(_LETTERS)


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of a text in order. One word can have several folded forms: ``½`` is ``1`` and ``2``."""
    for match in _WORD.finditer(text):
        written = match[0]
        if written.isascii():
            folded: tuple[str, ...] = (written.lower()[:LONGEST_WORD],)
        else:
            folded = tuple(part[:LONGEST_WORD] for part in _WORD.findall(fold(written)))
        if folded:
            yield Word(match.start(), match.end(), folded)


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text."""
    return [folded for word in words_in(text) for folded in word.folded]
