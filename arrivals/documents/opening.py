"""The title, the subtitle and the byline at the beginning of a text."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from arrivals.contents.bylines import named_people, read_byline
from arrivals.records.participant import ArrivingParticipant
from pages.foreign_html.plain_text import plain_text

LONGEST_TITLE = 255
#: How many paragraphs and headings count as the beginning.
_BEGINNING = 5
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WRAPPERS = frozenset({"div", "section", "article", "main", "header", "body"})
#: What may stand before a title and says nothing.
_SILENT = frozenset({"img", "hr", "br", "figure"})
_TITLES, _SUBTITLES, _BYLINES = (
    frozenset({"title", "MsoTitle", "document-title", "entry-title"}),
    frozenset({"subtitle", "MsoSubtitle"}),
    frozenset({"byline", "author"}),
)


@dataclass(frozen=True)
class Opening:
    """What was taken out of the beginning of a text."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[ArrivingParticipant, ...] = ()


def take_opening(body: BeautifulSoup, known_title: str = "") -> Opening:
    """Take the title, the subtitle and the byline out of a text, as far as they surely are there.

    The title is what has the style of titles, else a heading that everything begins with. With a ``known_title``, only
    a heading that says the same is taken out.
    """
    blocks = list(_beginning(body))
    title = _take_title(blocks, known_title)
    subtitle = ""
    if blocks and _has_class(blocks[0], _SUBTITLES):
        subtitle = _take(blocks)
    authors = _take_authors(blocks)
    if authors and not subtitle and blocks and _has_class(blocks[0], _SUBTITLES):
        subtitle = _take(blocks)
    return Opening(title, subtitle, authors)


def _take_title(blocks: list[Tag], known_title: str) -> str:
    first = blocks[0] if blocks else None
    if first is None or not (_has_class(first, _TITLES) or first.name in _HEADINGS):
        return ""
    text = plain_text(first)
    if len(text) > LONGEST_TITLE or (known_title and _folded(text) != _folded(known_title)):
        return ""
    return _take(blocks)


def _take_authors(blocks: list[Tag]) -> tuple[ArrivingParticipant, ...]:
    first = blocks[0] if blocks else None
    if first is None or first.name in _HEADINGS or first.find("img"):
        return ()
    text = plain_text(first)
    authors = read_byline(text)
    if not authors and _has_class(first, _BYLINES):
        authors = named_people(text)
    if authors:
        _take(blocks)
    return authors


def _take(blocks: list[Tag]) -> str:
    """Remove the first block from the text, but not the pictures in it, and return what it says."""
    block = blocks.pop(0)
    text = plain_text(block)
    for image in block.find_all("img"):
        block.insert_before(image.extract())
    block.extract()
    return text


def _beginning(body: Tag) -> Iterator[Tag]:
    """Yield the first paragraphs and headings that say anything, up to what is neither."""
    for number, block in enumerate(_blocks(body)):
        if number >= _BEGINNING:
            return
        yield block


def _blocks(parent: Tag) -> Iterator[Tag]:
    for child in parent.children:
        if isinstance(child, NavigableString):
            if child.strip():
                return
        elif isinstance(child, Tag) and child.name in _WRAPPERS:
            yield from _blocks(child)
            if plain_text(child):
                return
        elif isinstance(child, Tag) and (child.name == "p" or child.name in _HEADINGS):
            if plain_text(child):
                yield child
        elif isinstance(child, Tag) and (child.name not in _SILENT or plain_text(child)):
            return


def _has_class(element: Tag, names: frozenset[str]) -> bool:
    return not names.isdisjoint(element.get_attribute_list("class"))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
