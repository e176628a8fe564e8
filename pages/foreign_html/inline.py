"""The formats and links inside a paragraph."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape

from bs4.element import NavigableString, Tag

from pages.foreign_html.cleaning import BLOCKS, MEDIA
from pages.foreign_html.left_out import LeftOut
from pages.foreign_html.links import clean_address

FORMATS = {"b": "b", "i": "i", "s": "s", "sup": "sup", "sub": "sub"}
#: Formats that are named to the editor if a field does not have them.
NAMED = {"s": "strike", "sup": "raised", "sub": "raised"}
SPACES = re.compile(r"[ \t\r\n\f\u00a0]{2,}|[\t\r\n\f]")
MARK = re.compile(r"^\[?\(?[\dA-Za-z*†‡]{1,4}\)?\]?$")
_PARAGRAPH_BREAK = re.compile(r"(?:[ \u00a0]*<br/>[ \u00a0]*){2,}")
#: A tag that this module has written.
_TAG = re.compile(r"<(?P<end>/?)(?!br/>)\w[^>]*>")
#: Deeper elements are read as plain text.
DEEPEST = 60


class Inline:
    """Writes the formats and links that a field allows, and counts the others.

    ``link_to`` returns the attributes of a link to an object of this site for an address, such as
    ``linktype="page" id="5"``, or ``None`` if there is none. ``take_media`` gets each picture, frame, video and
    recording inside a paragraph; without it, pictures are counted as left out.
    """

    def __init__(
        self,
        allowed: Iterable[str],
        left_out: LeftOut,
        link_to: Callable[[str], str | None] = lambda address: None,
        take_media: Callable[[Tag], None] | None = None,
    ) -> None:
        self.allowed = frozenset(allowed)
        self.left_out = left_out
        self._link_to = link_to
        self._take_media = take_media

    def html(self, node: Tag | NavigableString, depth: int = 0) -> str:
        """Return rich text for a node and everything in it; ``<br>`` separates what were paragraphs."""
        if isinstance(node, NavigableString):
            return escape(SPACES.sub(" ", str(node)), quote=False)
        if depth > DEEPEST:
            return escape(SPACES.sub(" ", node.get_text(" ")), quote=False)
        if node.name == "br":
            return "<br/>"
        if node.name == "img" or node.name in MEDIA:
            if self._take_media is not None:
                self._take_media(node)
            else:
                self.left_out.add_picture(str(node.get("alt", "")))
            return ""
        content = "".join(
            self.html(child, depth + 1) for child in node.children if isinstance(child, Tag | NavigableString)
        )
        if node.name in BLOCKS:
            return f"<br/>{content}<br/>" if content.strip() else ""
        return self._formatted(node, content)

    def children(self, node: Tag, depth: int = 1) -> str:
        """Return rich text for what is in an element, without the element itself."""
        return "".join(self.html(part, depth) for part in node.children if isinstance(part, Tag | NavigableString))

    def _formatted(self, node: Tag, content: str) -> str:
        text = re.sub(r"<[^>]*>", "", content)
        if not text.strip(" \u00a0"):
            return content
        if node.name == "a":
            return self._link(node, content)
        if node.name == "u" and node.find_parent("a") is None:
            self.left_out.add("underline")
        name = FORMATS.get(node.name)
        if name is None:
            return content
        if name in self.allowed:
            return f"<{name}>{content}</{name}>"
        if name in NAMED:
            if name == "sup" and MARK.match(text.strip()):
                # A footnote mark, which must not become part of the word or number before it.
                return f"[{text.strip('[]() ')}]"
            self.left_out.add(NAMED[name])
        return content

    def _link(self, node: Tag, content: str) -> str:
        if "a" in self.allowed and (target := self._link_to(str(node.get("href", "")))):
            return f"<a {target}>{content}</a>"
        address = clean_address(str(node.get("href", "")))
        if address and "a" in self.allowed:
            return f'<a href="{escape(address)}">{content}</a>'
        if node.get("href") is not None and not address.startswith("#") and not str(node["href"]).startswith("#"):
            self.left_out.add("link")
        return content


def paragraphs(html: str) -> Iterator[str]:
    """Yield the paragraphs of a text, which are separated by two line breaks. Formats go on after a break."""
    open_tags: list[str] = []
    for part in _PARAGRAPH_BREAK.split(html):
        before = "".join(open_tags)
        for tag in _TAG.finditer(part):
            if not tag["end"]:
                open_tags.append(tag[0])
            elif open_tags:
                open_tags.pop()
        after = "".join(f"</{tag[1:].partition(' ')[0].rstrip('>')}>" for tag in reversed(open_tags))
        if paragraph := tidy(f"{before}{part}{after}"):
            yield paragraph


def tidy(html: str) -> str:
    """Return a paragraph without spaces and line breaks at its ends, and without empty formats."""
    previous = None
    while previous != html:
        previous = html
        html = re.sub(r"<(b|i|s|sup|sub)>((?:\s|\u00a0|<br/>)*)</\1>", r"\2", html)
        html = re.sub(r"(?:[ \u00a0]*<br/>[ \u00a0]*){2,}", "<br/>", html)
        html = re.sub(r"[ \u00a0]*<br/>[ \u00a0]*", "<br/>", html)
        html = re.sub(r"^(?:\s|\u00a0|<br/>)+|(?:\s|\u00a0|<br/>)+$", "", html)
        html = re.sub(r" {2,}", " ", html)
    return html
