"""Splits HTML from elsewhere into parts: headings, texts, quotations, tables, pictures and the like."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html import escape

from bs4.element import NavigableString, Tag

from pages.blocks.parts import (
    ButtonPart,
    EmbedPart,
    FilePart,
    GalleryPart,
    HeadingPart,
    Part,
    PicturePart,
    QuotePart,
    TablePart,
    TextPart,
)
from pages.foreign_html.attributions import take_attribution
from pages.foreign_html.cleaning import BLOCKS, MEDIA, clean, has_element
from pages.foreign_html.figures import has_text, lone_address, own_captions
from pages.foreign_html.inline import DEEPEST, Inline, paragraphs, tidy
from pages.foreign_html.left_out import LeftOut
from pages.foreign_html.media import LONGEST_CAPTION, LONGEST_TITLE, media_of, web_source
from pages.foreign_html.plain_text import plain_text
from pages.foreign_html.word_lists import make_lists

#: Everything that the text of a page's body allows.
EVERYTHING = frozenset({"b", "i", "s", "sup", "sub", "a", "ul", "ol"})
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
#: The longest heading that a heading block holds; longer ones were paragraphs in large type.
LONGEST_HEADING = 255
#: What stands for a list inside an item while its text is read: it is no character that HTML can hold.
_LIST = "\0"


def split_html(
    html: str,
    allowed: Iterable[str] = EVERYTHING,
    *,
    media: bool = False,
    link_to: Callable[[str], str | None] = lambda address: None,
) -> tuple[list[Part], LeftOut]:
    """Return the parts of HTML from elsewhere in order, and what is left out.

    ``allowed`` names the elements that text may contain: of ``b i s sup sub a ul ol``. With ``media``, the parts
    include pictures, galleries, embeds, files and buttons; otherwise these are named as left out. ``link_to`` is that
    of ``Inline``. Raise ``TooLong`` as ``clean`` does.
    """
    left_out = LeftOut(html, media=media)
    body = clean(html, media=media)
    make_lists(body)
    splitter = _Splitter(allowed, left_out, media, link_to)
    splitter.walk(body)
    splitter.finish_text()
    return _level_headings(splitter.parts), left_out


def split_plain_text(text: str) -> list[Part]:
    """Return plain text as paragraphs, which empty lines separate; other line breaks are kept."""
    paragraphs = re.split(r"\n[ \t\u00a0]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    lines = ("<br/>".join(escape(line.strip(), quote=False) for line in part.split("\n")) for part in paragraphs)
    html = "".join(f"<p>{part}</p>" for part in lines if part)
    return [TextPart(html)] if html else []


def _level_headings(parts: list[Part]) -> list[Part]:
    """Let the highest heading be of level 2, whatever the document began with, and none be below 4."""
    highest = min((part.level for part in parts if isinstance(part, HeadingPart)), default=2)
    return [
        HeadingPart(part.text, min(4, 2 + part.level - highest)) if isinstance(part, HeadingPart) else part
        for part in parts
    ]


class _Splitter:
    """Walks through the elements in order and collects the parts."""

    def __init__(
        self,
        allowed: Iterable[str],
        left_out: LeftOut,
        media: bool,
        link_to: Callable[[str], str | None],
    ) -> None:
        self.parts: list[Part] = []
        self._inline = Inline(allowed, left_out, link_to, self._take_media if media else None)
        self._left_out = left_out
        self._has_media = media
        #: What stands inside the current paragraph, and comes after it.
        self._waiting: list[Part] = []
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
            self.parts.append(TextPart(re.sub(r"</(ul|ol)><\1>", "", "".join(self._paragraphs))))
        self._paragraphs = []

    def _finish_paragraph(self) -> None:
        self._paragraphs += [f"<p>{paragraph}</p>" for paragraph in paragraphs("".join(self._line))]
        self._line.clear()
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            self.finish_text()
            self.parts += waiting

    def _take_media(self, node: Tag) -> None:
        """Take a picture or the like: before the paragraph that it stands in, if none of its text was read yet."""
        part = media_of(node)
        if part is None:
            self._left_out.add_picture(str(node.get("alt", "")))
        elif tidy("".join(self._line)):
            self._waiting.append(part)
        else:
            self.finish_text()
            self.parts.append(part)

    def _take(self, node: Tag, depth: int) -> None:
        classes = str(node.get("class") or "")
        if depth > DEEPEST:
            self._line.append(self._inline.html(node, depth))
        elif self._has_media and self._is_media_block(node):
            self._finish_paragraph()
            self._media_block(node, depth)
        elif node.name in HEADINGS or (node.name == "p" and re.search(r"\bMso(Sub)?[Tt]itle", classes)):
            self._heading(node)
        elif node.name == "hr":
            self._finish_paragraph()
            self._left_out.add("line")
        elif node.name in ("ul", "ol"):
            self._finish_paragraph()
            if items := self._list(node):
                self._paragraphs.append(items)
            self._finish_paragraph()
        elif node.name == "table":
            self._table(node, depth)
        elif node.name == "blockquote" or (node.name == "p" and re.search(r"\bMso(Intense)?Quote", classes)):
            self._quote(node)
        elif node.name == "pre" and not has_element(node, BLOCKS):
            self._finish_paragraph()
            lines = escape(node.get_text(), quote=False).strip("\n").split("\n")
            self._paragraphs.append(f"<p>{'<br/>'.join(lines)}</p>" if any(lines) else "")
            self._pictures_inside(node)
        elif node.name in BLOCKS:
            self._finish_paragraph()
            self.walk(node, depth + 1)
            self._finish_paragraph()
        elif has_element(node, BLOCKS):
            self.walk(node, depth + 1)
        else:
            self._line.append(self._inline.html(node))

    @staticmethod
    def _is_media_block(node: Tag) -> bool:
        return node.name == "figure" or not {"wp-block-file", "wp-block-button"}.isdisjoint(
            node.get_attribute_list("class")
        )

    def _media_block(self, node: Tag, depth: int) -> None:
        """Take a figure, a file or a button. What it holds beside that is read as text."""
        if node.name != "figure":
            self._linked_block(node, depth)
            return
        caption = "\n".join(filter(None, (plain_text(found) for found in own_captions(node))))
        pictures = [part for image in node.find_all("img") if isinstance(part := media_of(image), PicturePart)]
        inner = [found for found in node.find_all("figure") if found.find_parent("figure") is node]
        if len(pictures) > 1 and len(inner) in (0, len(pictures)) and not has_text(node):
            self._gallery(inner, pictures)
            self._paragraph_of(caption)
        elif len(pictures) == 1 and len(caption) <= LONGEST_CAPTION and not has_text(node):
            self.finish_text()
            self.parts.append(replace(pictures[0], caption=caption))
        elif (address := lone_address(node)) is not None:
            self.finish_text()
            self.parts.append(EmbedPart(address))
            self._paragraph_of(caption)
        else:
            quotes = self._quotes_in(node)
            if len(quotes) == 1 and caption:
                # A quotation whose speaker stands below it.
                for found in own_captions(node):
                    found.extract()
                self._quote(quotes[0], caption)
                return
            self.walk(node, depth + 1)
            self._finish_paragraph()

    @staticmethod
    def _quotes_in(node: Tag) -> list[Tag]:
        children = [child for child in node.children if isinstance(child, Tag) and child.name != "figcaption"]
        return children if [child.name for child in children] == ["blockquote"] else []

    def _gallery(self, figures: list[Tag], pictures: list[PicturePart]) -> None:
        captions = [" ".join(plain_text(found) for found in figure.find_all("figcaption")) for figure in figures]
        if len(figures) == len(pictures):
            pictures = [replace(part, caption=text) for part, text in zip(pictures, captions, strict=True)]
        self.finish_text()
        if any(part.caption for part in pictures):
            # A gallery has no captions: each picture is shown by itself, so that none is lost.
            self.parts += pictures
        else:
            self.parts.append(GalleryPart(tuple(pictures)))

    def _linked_block(self, node: Tag, depth: int) -> None:
        links = [link for link in node.find_all("a") if plain_text(link)]
        address = web_source(str(links[0].get("href", ""))) if links else None
        if address is None:
            self.walk(node, depth + 1)
            self._finish_paragraph()
            return
        self.finish_text()
        label = plain_text(links[0])
        if "wp-block-file" in node.get_attribute_list("class"):
            # The second link says “Download”, as every frontend does in its own words.
            self.parts.append(FilePart(address, label[:LONGEST_TITLE]))
        else:
            self.parts.append(ButtonPart(address, label))

    def _paragraph_of(self, text: str) -> None:
        if text:
            self._finish_paragraph()
            self._paragraphs.append(f"<p>{escape(text, quote=False)}</p>")

    def _pictures_inside(self, node: Tag) -> None:
        for picture in node.find_all(["img", *MEDIA]):
            if self._has_media:
                self._inline.html(picture)
            else:
                self._left_out.add_picture(str(picture.get("alt", "")))

    def _heading(self, node: Tag) -> None:
        text = plain_text(node)
        if not text:
            self._pictures_inside(node)
            return
        self._finish_paragraph()
        self._heading_of(node, text)
        self._pictures_inside(node)

    def _heading_of(self, node: Tag, text: str) -> None:
        if len(text) > LONGEST_HEADING:
            self._finish_paragraph()
            self._paragraphs.append(f"<p>{escape(text, quote=False)}</p>")
            self._left_out.add("heading")
            return
        self.finish_text()
        self.parts.append(HeadingPart(text, HEADINGS.get(node.name, 1)))

    def _quote(self, node: Tag, attribution: str = "") -> None:
        if has_element(node, ("table", *HEADINGS)) or (self._has_media and has_element(node, ("img", *MEDIA))):
            self.walk(node, 1)
            self._finish_paragraph()
            self._paragraph_of(attribution)
            return
        if not attribution and self._has_media:
            attribution = take_attribution(node)
        if has_element(node, ("b", "i", "a", "sup", "sub", "ul", "ol")):
            self._left_out.add("quote_format")
        text = plain_text(node, paragraph_break="\n\n")
        if text:
            self.finish_text()
            source = web_source(str(node.get("cite", ""))) or ""
            short = attribution[:LONGEST_TITLE] == attribution
            self.parts.append(QuotePart(text, attribution if short else "", source))
            self._paragraph_of("" if short else attribution)
        else:
            self._paragraph_of(attribution)

    def _list(self, node: Tag, depth: int = 0) -> str:
        items: list[str] = []
        for child in node.children:
            if isinstance(child, Tag) and child.name in ("ul", "ol"):
                # Google Docs and Word put a nested list beside the item that it belongs to.
                nested = self._list(child, depth + 1)
                items[-1:] = [items[-1].removesuffix("</li>") + nested + "</li>"] if items else [f"<li>{nested}</li>"]
            elif isinstance(child, Tag) and (item := self._item(child, depth)):
                items.append(item)
            elif isinstance(child, NavigableString) and (text := tidy(self._inline.html(child))):
                items.append(f"<li>{text}</li>")
        if {"ul", "ol"} <= self._inline.allowed or node.name in self._inline.allowed:
            return f"<{node.name}>{''.join(items)}</{node.name}>" if items else ""
        self._left_out.add("list")
        return "".join(items).replace("<li>", "<p>\u2013 ").replace("</li>", "</p>")

    def _item(self, node: Tag, depth: int) -> str:
        """Return an item with the lists in it. What follows a list inside it becomes an item of its own."""
        nested = [part for part in node.find_all(["ul", "ol"]) if part.find_parent(["ul", "ol"]) in (None, node.parent)]
        for part in nested:
            part.replace_with(NavigableString(_LIST))
        content = self._inline.html(node) if node.name not in BLOCKS else self._inline.children(node)
        pieces = content.split(_LIST)
        if any(not _is_balanced(piece) for piece in pieces):
            # A format that begins before a list and ends after it.
            pieces = re.sub(r"<(?!br/)[^>]*>", "", content).split(_LIST)
        lists = [self._list(part, depth + 1) if depth < DEEPEST else self._flat(part) for part in nested]
        items: list[str] = []
        for text, below in zip(map(tidy, pieces), [*lists, ""], strict=True):
            if not text and items:
                items[-1] = items[-1].removesuffix("</li>") + below + "</li>"
            elif text or below:
                items.append(f"<li>{text}{below}</li>")
        return "".join(items)

    @staticmethod
    def _flat(node: Tag) -> str:
        return f"<br/>{escape(plain_text(node), quote=False)}"

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
        if has_element(node, ("b", "i", "a", "sup", "sub", "s", "ul", "ol")):
            self._left_out.add("table_format")
        texts = tuple((*row, *[""] * (width - len(row))) for row in cells if any(row))
        captions = [found for found in node.find_all("caption") if found.find_parent("table") is node]
        caption = " ".join(filter(None, map(plain_text, captions)))
        if len(caption) > LONGEST_CAPTION or not texts:
            self._paragraph_of(caption)
            caption = ""
        if texts:
            self.finish_text()
            header = has_element(rows[0], ("th",)) or rows[0].find_parent("thead") is not None
            self.parts.append(TablePart(texts, header and len(texts) > 1, caption))
        self._pictures_inside(node)


def _is_balanced(html: str) -> bool:
    opened: list[str] = []
    for end, name in re.findall(r"<(/?)(\w+)(?:\s[^>]*)?>", html):
        if not end:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def _cells(row: Tag) -> Iterator[str]:
    for cell in row.find_all(["td", "th"], recursive=False):
        yield plain_text(cell, "\n")
        span = str(cell.get("colspan", "1"))
        yield from [""] * (min(int(span), 50) - 1 if span.isdigit() else 0)
