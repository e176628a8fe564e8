"""Snippets: the parts of texts that show why a search found them."""

import html
from collections.abc import Iterable, Iterator

from pages.fields.plain_text import excerpt
from pages.fields.scripts import UNSPACED_RUN
from pages.models import SearchDocument
from pages.search.query import SearchQuery
from pages.search.words import Word, fold, words_in

#: The maximum length of a snippet, in characters of the text.
LENGTH = 240
#: The number of characters before the first match.
_BEFORE = 60
#: A text may have very many matches. To find the best part, only the first ``MOST_MATCHES`` are tried as its beginning,
#: each with up to ``MOST_NEAR`` matches.
MOST_MATCHES, MOST_NEAR = 50, 20
_ELLIPSIS = "…"


def snippet(text: str, query: SearchQuery) -> str:
    """Return the part of plain ``text`` that contains the most words of the query, as escaped HTML.

    Matches are wrapped in ``<mark>``. Of equal parts, return the first; without a match, return the beginning.
    """
    words = list(words_in(text))
    matches = [word for word in words if any(map(query.matches, word.folded))]
    if not matches:
        return html.escape(excerpt(text, LENGTH), quote=False)
    start, end = _window(text, words, _best(matches, query))
    parts = [_ELLIPSIS if start else ""]
    position = start
    found = list(_joined(match for match in matches if start <= match.start and match.end <= end))
    for first, last in [place for place in found if _holds_a_run(text[slice(*place)], query)] or found:
        parts += [html.escape(text[position:first], quote=False), "<mark>"]
        parts += [html.escape(text[first:last], quote=False), "</mark>"]
        position = last
    parts += [html.escape(text[position:end], quote=False), _ELLIPSIS if end < len(text) else ""]
    return "".join(parts)


def _holds_a_run(matched: str, query: SearchQuery) -> bool:
    """Tell whether a match is a word, or all that was sought and not only some of its pairs of letters."""
    return not UNSPACED_RUN.match(matched) or any(run in fold(matched) for run in query.runs)


def _joined(matches: Iterable[Word]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each match; of those that overlap, those of all together."""
    start = end = -1
    for match in matches:
        if match.start < end:
            end = max(end, match.end)
            continue
        if start >= 0:
            yield start, end
        start, end = match.start, match.end
    if start >= 0:
        yield start, end


def _best(matches: list[Word], query: SearchQuery) -> int:
    """Return the start of the first match of the best part, which has the most different words of the query."""
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
    """Return the start and end of the part around a match, cut between words and at most ``LENGTH`` long."""
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
    """Return the snippets of several objects of one kind, by key. One query."""
    documents = SearchDocument.objects.filter(kind=kind, object_id__in=keys)
    return {key: snippet(text, query) for key, text in documents.values_list("object_id", "text")}
