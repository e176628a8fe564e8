"""Splits clipboard HTML into headings, texts, quotations and tables."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from bs4.element import NavigableString, Tag

from pages.blocks.pasted import PastedHeading, PastedPart, PastedQuote, PastedTable, PastedText
from pages.editor.pasting.cleaning import BLOCKS, clean, has_element
from pages.editor.pasting.inline import DEEPEST, Inline, tidy
from pages.editor.pasting.left_out import LeftOut
from pages.editor.pasting.word_lists import make_lists

#: Everything that the text of a page's body allows.
EVERYTHING = frozenset({"b", "i", "s", "sup", "sub", "a", "ul", "ol"})
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
#: The longest heading that a heading block holds; longer ones were paragraphs in large type.
LONGEST_HEADING = 255
_PARAGRAPH_BREAK = re.compile(r"(?:[ \u00a0]*<br/>[ \u00a0]*){2,}")


def split_html(html: str, allowed: Iterable[str] = EVERYTHING) -> tuple[list[PastedPart], LeftOut]:
    """Return the parts of clipboard HTML in order, and what is left out.

    ``allowed`` names the elements that text may contain: of ``b i s sup sub a ul ol``.
    """
    left_out = LeftOut(html)
    body = clean(html)
    make_lists(body)
    splitter = _Splitter(Inline(allowed, left_out), left_out)
    splitter.walk(body)
    splitter.finish_text()
    return _level_headings(splitter.parts), left_out


def split_plain_text(text: str) -> list[PastedPart]:
    """Return plain text as paragraphs, which empty lines separate; other line breaks are kept."""
    paragraphs = re.split(r"\n[ \t\u00a0]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    lines = ("<br/>".join(escape(line.strip(), quote=False) for line in part.split("\n")) for part in paragraphs)
    html = "".join(f"<p>{part}</p>" for part in lines if part)
    return [PastedText(html)] if html else []


def _level_headings(parts: list[PastedPart]) -> list[PastedPart]:
    """Let the highest heading be of level 2, whatever the document began with, and none be below 4."""
    highest = min((part.level for part in parts if isinstance(part, PastedHeading)), default=2)
    return [
        PastedHeading(part.text, min(4, 2 + part.level - highest)) if isinstance(part, PastedHeading) else part
        for part in parts
    ]


class _Splitter:
    """Walks through the elements in order and collects the parts."""

    def __init__(self, inline: Inline, left_out: LeftOut) -> None:
        self.parts: list[PastedPart] = []
        self._inline = inline
        self._left_out = left_out
        self._paragraphs: list[str] = []
        self._line: list[str] = []

    def walk(self, parent: Tag, depth: int = 0) -> None:
        for node in list(parent.children):
            if isinstance(node, NavigableString):
                self._line.append(self._inline.html(node))
            elif isinstance(node, Tag):
                self._take(node, depth)

    def finish_text(self) -> None:
        """End the current paragraph and the text that it belongs to."""
        self._finish_paragraph()
        if self._paragraphs:
            # Two lists of the same kind without a paragraph between them are one.
            self.parts.append(PastedText(re.sub(r"</(ul|ol)><\1>", "", "".join(self._paragraphs))))
        self._paragraphs = []

    def _finish_paragraph(self) -> None:
        for part in _PARAGRAPH_BREAK.split("".join(self._line)):
            if paragraph := tidy(part):
                self._paragraphs.append(f"<p>{paragraph}</p>")
        self._line = []

    def _take(self, node: Tag, depth: int) -> None:
        classes = str(node.get("class") or "")
        if depth > DEEPEST:
            self._line.append(self._inline.html(node, depth))
        elif node.name in HEADINGS or (node.name == "p" and re.search(r"\bMso(Sub)?[Tt]itle", classes)):
            self._heading(node)
        elif node.name == "hr":
            self._finish_paragraph()
            self._left_out.add("line")
        elif node.name in ("ul", "ol"):
            self._finish_paragraph()
            if items := self._list(node):
                self._paragraphs.append(items)
        elif node.name == "table":
            self._table(node, depth)
        elif node.name == "blockquote" or (node.name == "p" and re.search(r"\bMso(Intense)?Quote", classes)):
            self._quote(node)
        elif node.name == "pre":
            self._finish_paragraph()
            lines = escape(node.get_text(), quote=False).strip("\n").split("\n")
            self._paragraphs.append(f"<p>{'<br/>'.join(lines)}</p>" if any(lines) else "")
        elif node.name in BLOCKS:
            self._finish_paragraph()
            self.walk(node, depth + 1)
            self._finish_paragraph()
        elif has_element(node, BLOCKS):
            self.walk(node, depth + 1)
        else:
            self._line.append(self._inline.html(node))

    def _heading(self, node: Tag) -> None:
        for picture in node.find_all("img"):
            self._left_out.add_picture(str(picture.get("alt", "")))
        text = _plain(node)
        if not text:
            return
        if len(text) > LONGEST_HEADING:
            self._finish_paragraph()
            self._paragraphs.append(f"<p>{escape(text, quote=False)}</p>")
            self._left_out.add("heading")
            return
        self.finish_text()
        self.parts.append(PastedHeading(text, HEADINGS.get(node.name, 1)))

    def _quote(self, node: Tag) -> None:
        if has_element(node, ("table", *HEADINGS)):
            self.walk(node, 1)
            return
        if has_element(node, ("b", "i", "a", "sup", "sub", "ul", "ol")):
            self._left_out.add("quote_format")
        paragraphs = [text for text in map(_plain, node.find_all(["p", "div", "li"]) or [node]) if text]
        if paragraphs:
            self.finish_text()
            self.parts.append(PastedQuote("\n\n".join(paragraphs)))

    def _list(self, node: Tag, depth: int = 0) -> str:
        items: list[str] = []
        for child in node.children:
            if isinstance(child, Tag) and child.name in ("ul", "ol"):
                # Google Docs and Word put a nested list beside the item that it belongs to.
                nested = self._list(child, depth + 1)
                items[-1:] = [items[-1].removesuffix("</li>") + nested + "</li>"] if items else [f"<li>{nested}</li>"]
            elif isinstance(child, Tag) and (item := self._item(child, depth)):
                items.append(item)
        if {"ul", "ol"} <= self._inline.allowed or node.name in self._inline.allowed:
            return f"<{node.name}>{''.join(items)}</{node.name}>" if items else ""
        self._left_out.add("list")
        return "".join(items).replace("<li>", "<p>\u2013 ").replace("</li>", "</p>")

    def _item(self, node: Tag, depth: int) -> str:
        nested = [
            part.extract()
            for part in node.find_all(["ul", "ol"])
            if part.find_parent(["ul", "ol"]) in (None, node.parent)
        ]
        content = tidy(self._inline.html(node) if node.name not in BLOCKS else self._inline.children(node))
        below = "".join(self._list(part, depth + 1) for part in nested) if depth < DEEPEST else ""
        return f"<li>{content}{below}</li>" if content or below else ""

    def _table(self, node: Tag, depth: int) -> None:
        rows = [row for row in node.find_all("tr") if row.find_parent("table") is node]
        cells = [list(_cells(row)) for row in rows]
        width = max(map(len, cells), default=0)
        if width <= 1 and len(cells) <= 1:
            # Only a frame around something else.
            self._finish_paragraph()
            self.walk(node, depth + 1)
            self._finish_paragraph()
            return
        for picture in node.find_all("img"):
            self._left_out.add_picture(str(picture.get("alt", "")))
        if has_element(node, ("b", "i", "a", "sup", "sub", "s", "ul", "ol")):
            self._left_out.add("table_format")
        texts = tuple((*row, *[""] * (width - len(row))) for row in cells if any(row))
        if texts:
            self.finish_text()
            header = has_element(rows[0], ("th",)) or rows[0].find_parent("thead") is not None
            self.parts.append(PastedTable(texts, header and len(texts) > 1))


def _cells(row: Tag) -> Iterator[str]:
    for cell in row.find_all(["td", "th"], recursive=False):
        yield _plain(cell, "\n")
        span = str(cell.get("colspan", "1"))
        yield from [""] * (min(int(span), 50) - 1 if span.isdigit() else 0)


def _plain(node: Tag, separator: str = " ") -> str:
    """Return the text of an element; paragraphs and line breaks in it become ``separator``."""
    pieces: list[str] = []
    for part in node.descendants:
        if isinstance(part, NavigableString):
            pieces.append(re.sub(r"\s+", " ", str(part)))
        elif isinstance(part, Tag) and (part.name == "br" or part.name in BLOCKS):
            pieces.append("\0")
    joined = re.sub(r"[ \u00a0]*\0[\0 \u00a0]*", "\0", "".join(pieces)).strip("\0 \u00a0")
    return re.sub(r"[ \u00a0]{2,}", " ", joined.replace("\0", separator))
