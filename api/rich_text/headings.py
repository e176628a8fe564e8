"""Headings: their anchors, which no two on a page share, also where text holds headings of its own."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.text import slugify

from pages.fields.plain_text import plain_text

_HEADING = re.compile(r'<h([2-4])(?:\s[\w-]+="[^"]*")*>(.*?)</h\1>', re.DOTALL)

_SOME = re.compile("<h[2-4]", re.IGNORECASE)


class Heading(NamedTuple):
    """A heading within rich text; ``position`` is where its tag starts."""

    position: int
    level: int
    text: str


def heading_anchor(text: str, taken: set[str]) -> str:
    """Return an anchor for a heading that none before it on the page has, and remember it in ``taken``."""
    base = slugify(text, allow_unicode=True) or "section"
    anchor, number = base, 1
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    taken.add(anchor)
    return anchor


def may_have_headings(text: str) -> bool:
    """Tell whether it is worth cleaning a text to learn its headings."""
    return _SOME.search(text) is not None


def text_headings(cleaned: str) -> Iterator[Heading]:
    """Yield the headings of level 2 to 4, but for empty ones, in a text as ``clean`` returns it."""
    for match in _HEADING.finditer(cleaned):
        if text := plain_text(match[2]):
            yield Heading(match.start(), int(match[1]), text)
