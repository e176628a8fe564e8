"""The text of elements."""

import re

from bs4.element import NavigableString, Tag

from pages.foreign_html.cleaning import BLOCKS

#: What stands for breaks while a text is read: it is no character that HTML can hold.
_LINE, _PARAGRAPH = "\0", "\1"
_BREAKS = re.compile(rf"[ \u00a0]*[{_LINE}{_PARAGRAPH}][{_LINE}{_PARAGRAPH} \u00a0]*")


def plain_text(node: Tag, line_break: str = " ", paragraph_break: str | None = None) -> str:
    """Return the text of an element.

    Line breaks in it become ``line_break``, and the ends of paragraphs ``paragraph_break``, by default the same.
    """
    pieces: list[str] = []
    _collect(node, pieces, _LINE if paragraph_break is None else _PARAGRAPH)
    joined = _BREAKS.sub(lambda found: _PARAGRAPH if _PARAGRAPH in found[0] else _LINE, "".join(pieces))
    text = re.sub(r"[ \u00a0]{2,}", " ", joined.strip(f"{_LINE}{_PARAGRAPH} \u00a0"))
    return text.replace(_LINE, line_break).replace(_PARAGRAPH, paragraph_break or line_break)


def _collect(node: Tag, pieces: list[str], paragraph: str) -> None:
    for part in node.children:
        if isinstance(part, NavigableString):
            pieces.append(re.sub(r"\s+", " ", str(part)))
        elif isinstance(part, Tag) and part.name == "br":
            pieces.append(_LINE)
        elif isinstance(part, Tag):
            edge = paragraph if part.name in BLOCKS else ""
            pieces.append(edge)
            _collect(part, pieces, paragraph)
            pieces.append(edge)
