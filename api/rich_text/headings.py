"""Finds headings within rich text, and creates anchors that are unique on a page."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.text import slugify

from pages.fields.plain_text import plain_text

_HEADING = re.compile(r'<h([2-4])(?:\s[\w-]+="[^"]*")*>(.*?)</h\1>', re.DOTALL)

_SOME = re.compile("<h[2-4]", re.IGNORECASE)


class Heading(NamedTuple):
    """A heading within rich text; ``position`` is the index of its tag."""

    position: int
    level: int
    text: str


def heading_anchor(text: str, taken: set[str]) -> str:
    """Return an anchor for a heading that is not in ``taken``, and add it there."""
    base = slugify(text, allow_unicode=True) or "section"
    anchor, number = base, 1
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    taken.add(anchor)
    return anchor


def may_have_headings(text: str) -> bool:
    """Return whether a text may have headings, so that it has to be cleaned to find them."""
    return _SOME.search(text) is not None


def text_headings(cleaned: str) -> Iterator[Heading]:
    """Yield the headings of levels 2 to 4, without empty ones, in a text that ``clean`` returned."""
    for match in _HEADING.finditer(cleaned):
        if text := plain_text(match[2]):
            yield Heading(match.start(), int(match[1]), text)
