"""Reads Markdown: CommonMark with tables, struck text and footnotes, and with front matter."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from arrivals.contents.safe_html import read_html
from arrivals.documents.converted import Converted
from arrivals.documents.front_matter import split_front_matter
from arrivals.safety.text_files import decode, read_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@cache
def _parser() -> "MarkdownIt":
    # Loaded here: most processes never convert a document, and it takes memory.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)


def read_markdown(path: Path) -> Converted:
    """Return a Markdown file as HTML. Raise ``SourceError`` if it is no text, or its front matter is wrong."""
    return _converted(read_text(path), path.name)


def convert_markdown(content: bytes, name: str) -> Converted:
    """Return the content of a Markdown file likewise."""
    return _converted(decode(content, name), name)


def _converted(whole: str, name: str) -> Converted:
    metadata, text = split_front_matter(whole, name)
    body = read_html(_parser().render(text))
    for link in body.find_all("a", class_="footnote-backref"):
        link.extract()
    notes = body.find("section", class_="footnotes")
    if notes is not None:
        for number, item in enumerate(notes.find_all("li", class_="footnote-item"), 1):
            first = item.find("p") or item
            first.insert(0, f"[{number}] ")
            item.unwrap()
        for wrapper in notes.find_all("ol", class_="footnotes-list"):
            wrapper.unwrap()
    for line in body.find_all("hr", class_="footnotes-sep"):
        line.extract()
    return Converted(html=str(body), metadata=metadata)
