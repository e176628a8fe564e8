"""Convert rich text to plain text, count the words of a text, and cut excerpts."""

import html
import math
import re
from itertools import takewhile

from pages.fields.scripts import (
    FORMAT_CHARACTERS,
    MARKS,
    UNSPACED,
    UNSPACED_LETTERS,
    WORD_SIGNS,
    without_format_characters,
)

WORDS_PER_MINUTE = 220
#: How many letters with their marks a word has on average in alphabets without spaces, such as Thai and Khmer.
LETTERS_PER_WORD = 4

_BLOCK_END = re.compile(r"</(p|li|h[1-6]|blockquote|div|tr)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")

#: Marks that end a sentence, and what closes a quotation behind them. Those of scripts with spaces need a space after
#: them: “3.5” is no end.
_SPACED_ENDS, _UNSPACED_ENDS, _CLOSING = ".!?…؟۔।॥።។៕", "。！？｡．၊။", "”’»\"')\\]」』）】》〉›"
_SENTENCE_END = re.compile(f"[{_SPACED_ENDS}][{_CLOSING}]*(?=\\s|$)|[{_UNSPACED_ENDS}][{_CLOSING}]*")
#: What ends a sentence, for ``str.endswith``.
SENTENCE_ENDS = tuple(_SPACED_ENDS + _UNSPACED_ENDS)

_WORD_SIGN = re.compile(f"[{WORD_SIGNS}]")
_UNSPACED_RUN = re.compile(f"[{UNSPACED_LETTERS}][{UNSPACED_LETTERS}{MARKS}{FORMAT_CHARACTERS}]*")
_UNSPACED_LETTER = re.compile(f"[{UNSPACED_LETTERS}]")
#: Between a letter and what belongs to it, a text is never cut.
_BELONGS_TO_THE_LETTER_BEFORE = re.compile(f"[{MARKS}{FORMAT_CHARACTERS}]")


def plain_text(rich_text: str) -> str:
    """Return the text of an HTML fragment on one line, tags removed and entities resolved."""
    spaced = _BLOCK_END.sub(" ", rich_text)
    return one_line(html.unescape(_TAG.sub("", spaced)))


def one_line(text: str) -> str:
    """Return plain text on one line."""
    return _SPACE.sub(" ", text).strip()


def count_words(text: str) -> int:
    """Return the number of words in a plain text.

    Words are separated by spaces. In scripts without spaces, each Chinese character and each kana is a word, and words
    of other scripts are estimated from their letters.
    """
    return sum(map(_words_in, without_format_characters(text).split()))


def _words_in(token: str) -> int:
    """Return the number of words in what is between two spaces."""
    if token.isascii():
        return 1
    rest, signs = _WORD_SIGN.subn(" ", token)
    runs = [len(_UNSPACED_LETTER.findall(run)) for run in _UNSPACED_RUN.findall(rest)]
    if not signs and not runs:
        return 1
    others = sum(any(map(str.isalnum, other)) for other in _UNSPACED_RUN.sub(" ", rest).split())
    return signs + sum(math.ceil(letters / LETTERS_PER_WORD) for letters in runs) + others


def reading_time(words: int) -> int:
    """Return the minutes that an average reader needs for ``words`` words, rounded up."""
    return math.ceil(words / WORDS_PER_MINUTE)


def excerpt(text: str, length: int = 300) -> str:
    """Return the beginning of plain ``text``, at most ``length`` characters, cut after a sentence.

    If the first sentence is longer than that, it is cut after a word and ends with an ellipsis. In scripts without
    spaces, it is cut after a letter with its marks, or after a space if there is one in the second half.
    """
    if len(text) <= length:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, length + 1) if match.end() <= length]
    if ends:
        return text[: ends[-1]]
    return text[: _end_of_word(text, length - 1)].rstrip(",;:-、，；： ") + "…"


def _end_of_word(text: str, longest: int) -> int:
    """Return the last place, at most ``longest``, at which a text without sentences can be cut."""
    space = text.rfind(" ", 0, longest + 1)
    letters = (match.end() for match in UNSPACED.finditer(text, max(space, 0)))
    letter = max(takewhile(lambda end: end <= longest, letters), default=0)
    if letter and space < longest // 2:
        return letter
    if space > 0:
        return space
    end = longest
    while end > 1 and _BELONGS_TO_THE_LETTER_BEFORE.match(text, end):
        end -= 1
    return end
