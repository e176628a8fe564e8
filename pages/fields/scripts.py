"""Characters by what they are in a text, as Unicode has it: letters, marks, and what only formats.

Some scripts put no spaces between words. Without a dictionary, their words cannot be told apart, so each letter with
its marks is a unit of its own there.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain

#: Blocks of scripts in which each character is about a word: Chinese characters and kana.
_WORD_SIGNS = (
    *((0x3005, 0x3007), (0x3021, 0x3029), (0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF)),
    *((0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9D), (0x1B000, 0x1B16F)),
    (0x20000, 0x3FFFF),
)
#: Blocks of alphabets that are written without spaces between words: Thai, Lao, Burmese, Khmer, Tai Le, New Tai Lue,
#: Tai Tham, Balinese, Javanese, Tai Viet.
_UNSPACED_ALPHABETS = (
    *((0x0E00, 0x0E7F), (0x0E80, 0x0EFF), (0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0x1780, 0x17FF)),
    *((0x1950, 0x197F), (0x1980, 0x19DF), (0x1A20, 0x1AAF), (0x1B00, 0x1B7F), (0xA980, 0xA9DF), (0xAA80, 0xAADF)),
)


def _character_class(ranges: Iterable[tuple[int, int]]) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def _of_category(category: str, codes: Iterable[int]) -> str:
    """Return the part of a character class for those of some code points that are of a category."""
    found: list[tuple[int, int]] = []
    for code in codes:
        if unicodedata.category(chr(code)).startswith(category):
            first, last = found[-1] if found else (code, code)
            if found and code == last + 1:
                found[-1] = (first, code)
            else:
                found.append((code, code))
    return _character_class(found)


#: Parts of character classes for regular expressions. Vowel signs, accents and points belong to the letter before them;
#: except for historic scripts, all of them are in the Basic Multilingual Plane.
MARKS = _of_category("M", range(0x300, 0x10000))
#: Soft hyphens, zero-width spaces and joiners, marks of direction: they neither separate words nor are any.
FORMAT_CHARACTERS = _of_category("Cf", chain(range(0x20000), range(0xE0000, 0xE0080)))
WORD_SIGNS = _character_class(_WORD_SIGNS)
UNSPACED_LETTERS = _of_category(
    "L", chain.from_iterable(range(first, last + 1) for first, last in sorted(_UNSPACED_ALPHABETS))
)

#: A letter of a script without spaces, with its marks.
UNSPACED = re.compile(f"[{WORD_SIGNS}{UNSPACED_LETTERS}][{MARKS}{FORMAT_CHARACTERS}]*")
#: Such letters up to the next space, mark or word of another script.
UNSPACED_RUN = re.compile(f"(?:{UNSPACED.pattern})+")
_FORMAT_CHARACTER = re.compile(f"[{FORMAT_CHARACTERS}]")


def without_format_characters(text: str) -> str:
    """Return ``text`` without the characters of Unicode's category Cf."""
    return text if text.isascii() else _FORMAT_CHARACTER.sub("", text)
