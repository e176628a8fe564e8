"""Reads HTML: what people write themselves, and what Google Docs and word processors save as web pages."""

import re
from html.parser import HTMLParser
from pathlib import Path

from bs4 import BeautifulSoup

from arrivals.contents.safe_html import read_html
from arrivals.documents.converted import Converted
from arrivals.safety.text_files import LARGEST_TEXT, decode
from arrivals.sources.source import SourceError

_ENCODING = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,40})""", re.I)
#: The beginning of a file, in characters, in which its head is looked for, and the longest style sheet that is read.
_HEAD, _LONGEST_STYLES = 300_000, 200_000
_STYLES = re.compile(r"<style[^>]*>(.*?)</style>", re.I | re.DOTALL)
_RULE = re.compile(r"\.([\w-]{1,40})\s*\{([^{}]{0,1000})\}")
_MEANT = re.compile(r"font-(?:weight|style)|vertical-align|text-decoration", re.I)


def read_web_page(path: Path) -> Converted:
    """Return an HTML file as the others. Raise ``SourceError`` if it is too large or no text."""
    if path.stat().st_size > LARGEST_TEXT:
        raise SourceError(f"{path.name} is larger than {LARGEST_TEXT / 10**6:,.0f} MB of text, and was not read.")
    return convert_web_page(path.read_bytes(), path.name)


def convert_web_page(content: bytes, name: str) -> Converted:
    """Return the content of an HTML file likewise."""
    declared = _ENCODING.search(content[:4096])
    html = decode(content, name, declared[1].decode("ascii", "ignore") if declared else "")
    head = _Head()
    head.feed(html[:_HEAD])
    body = read_html(html)
    _style_by_elements(body, html)
    comments = _take_comments(body)
    sentences = {0: [], 1: ["1 comment is not taken over."]}
    return Converted(
        html=str(body),
        fallback={name: " ".join(text.split()) for name, text in head.found.items()},
        notes=sentences.get(comments, [f"{comments} comments are not taken over."]),
    )


class _Head(HTMLParser):
    """Finds the title and what the page says of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "title":
            self._in_title = "title" not in self.found
        name = (values.get("name") or values.get("property") or "").lower()
        fields = {"author": "creator", "description": "description", "article:published_time": "date"}
        if tag == "meta" and name in fields:
            self.found.setdefault(fields[name], values.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.found["title"] = self.found.get("title", "") + data


def _style_by_elements(body: BeautifulSoup, html: str) -> None:
    """Write what the page's own style sheet says of classes into the elements: Google Docs formats by nothing else."""
    sheets = " ".join(_STYLES.findall(html[:_HEAD]))[:_LONGEST_STYLES]
    rules = {name: style for name, style in _RULE.findall(sheets) if _MEANT.search(style)}
    for element in body.find_all(class_=True) if rules else ():
        styles = [rules[name] for name in element.get_attribute_list("class") if name in rules]
        if styles:
            element["style"] = ";".join([*styles, str(element.get("style", ""))])


def _take_comments(body: BeautifulSoup) -> int:
    """Remove comments, which Google Docs writes at the end, and their marks. Return how many there were."""
    for mark in body.find_all("a", id=re.compile(r"^cmnt_ref\d+$")):
        (mark.find_parent("sup") or mark).extract()
    comments = body.find_all("a", id=re.compile(r"^cmnt\d+$"))
    for link in comments:
        (link.find_parent("div") or link.find_parent("p") or link).extract()
    return len(comments)
