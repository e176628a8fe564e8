"""Split texts into words for searching: without accents, in lower case, the same on every database."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pages.fields.scripts import (
    FORMAT_CHARACTERS,
    MARKS,
    UNSPACED,
    UNSPACED_LETTERS,
    UNSPACED_RUN,
    WORD_SIGNS,
    without_format_characters,
)

#: Longer words are cut, because databases limit the length of words.
LONGEST_WORD = 60

_UNSPACED = f"[{WORD_SIGNS}{UNSPACED_LETTERS}]"
_LETTER = f"(?:(?!{_UNSPACED})[^\\W_]|[{MARKS}])"
_WORD = re.compile(f"{_LETTER}(?:{_LETTER}|[{FORMAT_CHARACTERS}])*")
#: A word, or letters of scripts without spaces up to the next space, mark or word.
_RUN = re.compile(f"(?P<unspaced>{UNSPACED_RUN.pattern})|{_WORD.pattern}")
#: Letters that Unicode does not decompose into a letter and an accent.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


@dataclass(frozen=True)
class Word:
    """The position of a word in a text, and its folded forms.

    In scripts without spaces, every two neighboring letters are a word, and so is the last letter of a run. Where a
    pair comes before it, that letter is ``implied``: who finds the pair finds it.
    """

    start: int
    end: int
    folded: tuple[str, ...]
    implied: bool = False


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents: ``Łódź`` becomes ``lodz``, ``Straße`` becomes ``strasse``."""
    letters = unicodedata.normalize("NFKD", without_format_characters(text).casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.casefold().translate(LETTERS)


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of a text in order. One word can have several folded forms: ``½`` is ``1`` and ``2``.

    Words of scripts without spaces overlap.
    """
    for match in _RUN.finditer(text):
        written = match[0]
        if written.isascii():
            yield Word(match.start(), match.end(), (written.lower()[:LONGEST_WORD],))
        elif match["unspaced"]:
            yield from _pairs(text, match.start(), match.end())
        elif folded := tuple(part[:LONGEST_WORD] for part in _WORD.findall(fold(written))):
            yield Word(match.start(), match.end(), folded)


def _pairs(text: str, start: int, end: int) -> Iterator[Word]:
    letters = list(UNSPACED.finditer(text, start, end))
    for number, letter in enumerate(letters):
        pair = letters[number : number + 2]
        folded = "".join(fold(part[0]) for part in pair)[:LONGEST_WORD]
        yield Word(letter.start(), pair[-1].end(), (folded,), implied=len(pair) == 1 and number > 0)


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text."""
    return [folded for word in words_in(text) for folded in word.folded]
