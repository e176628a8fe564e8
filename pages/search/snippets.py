"""The piece of a text that shows why it was found."""

import html

from pages.fields.plain_text import excerpt
from pages.models import SearchDocument
from pages.search.query import SearchQuery
from pages.search.words import Word, words_in

#: How long a snippet is at most, in characters of the text.
LENGTH = 240
#: How much of that stands before the first match.
_BEFORE = 60
#: A text can consist of matches; so many of them are looked at for the best part, each with so many that follow.
MOST_MATCHES, MOST_NEAR = 50, 20
_ELLIPSIS = "…"


def snippet(text: str, query: SearchQuery) -> str:
    """Return the part of plain ``text`` with the most words of the query in it, as escaped HTML.

    Matches are in ``<mark>``. Of equal parts it is the first; a text without a match gives its beginning.
    """
    words = list(words_in(text))
    matches = [word for word in words if any(map(query.matches, word.folded))]
    if not matches:
        return html.escape(excerpt(text, LENGTH), quote=False)
    start, end = _window(text, words, _best(matches, query))
    parts = [_ELLIPSIS if start else ""]
    position = start
    for match in matches:
        if start <= match.start and match.end <= end:
            parts += [html.escape(text[position : match.start], quote=False), "<mark>"]
            parts += [html.escape(text[match.start : match.end], quote=False), "</mark>"]
            position = match.end
    parts += [html.escape(text[position:end], quote=False), _ELLIPSIS if end < len(text) else ""]
    return "".join(parts)


def _best(matches: list[Word], query: SearchQuery) -> int:
    """Return where the first match of the best part begins: that with the most different words of the query."""
    best, most = matches[0].start, 0
    for position, first in enumerate(matches[:MOST_MATCHES]):
        near = [
            match for match in matches[position : position + MOST_NEAR] if match.end <= first.start + LENGTH - _BEFORE
        ]
        count = sum(any(folded.startswith(word) for match in near for folded in match.folded) for word in query.words)
        if count > most:
            best, most = first.start, count
        if most == len(query.words):
            break
    return best


def _window(text: str, words: list[Word], first: int) -> tuple[int, int]:
    """Return where the part around a match begins and ends: between words, and no longer than a snippet may be."""
    if len(text) <= LENGTH:
        return 0, len(text)
    start = max(0, min(first - _BEFORE, len(text) - LENGTH))
    end = start + LENGTH
    if start:
        start = next((word.start for word in words if start <= word.start <= first), first)
    if end < len(text):
        ends = [word.end for word in words if start < word.end <= end]
        end = ends[-1] if ends else end
    return start, end


def snippets(kind: str, keys: list[int], query: SearchQuery) -> dict[int, str]:
    """Return the snippets of several things of one kind by key, with one query."""
    documents = SearchDocument.objects.filter(kind=kind, object_id__in=keys)
    return {key: snippet(text, query) for key, text in documents.values_list("object_id", "text")}
