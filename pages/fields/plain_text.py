"""Convert rich text to plain text, count its words and cut excerpts."""

import html
import math
import re

WORDS_PER_MINUTE = 220

_BLOCK_END = re.compile(r"</(p|li|h[1-6]|blockquote|div|tr)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…][”\"')\]]*(?=\s)")


def plain_text(rich_text: str) -> str:
    """Return the text of an HTML fragment on one line, tags removed and entities resolved."""
    spaced = _BLOCK_END.sub(" ", rich_text)
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", spaced))).strip()


def count_words(rich_text: str) -> int:
    """Return the number of words in an HTML fragment."""
    return len(plain_text(rich_text).split())


def reading_time(words: int) -> int:
    """Return the minutes that an average reader needs for ``words`` words, rounded up."""
    return math.ceil(words / WORDS_PER_MINUTE)


def excerpt(text: str, length: int = 300) -> str:
    """Return the beginning of plain ``text``, at most ``length`` characters, cut after a sentence.

    If the first sentence is longer than that, it is cut after a word and ends with an ellipsis.
    """
    if len(text) <= length:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, length + 1) if match.end() <= length]
    if ends:
        return text[: ends[-1]]
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:- ") + "…"
