"""The HTML of feeds: simple, safe, and with absolute addresses."""

from html.parser import HTMLParser
from typing import Any

import pytest

from api.blocks.body import body_html
from api.blocks.registry import block_types
from api.entries.printable import printable
from api.formats.feed_urls import absolute_address
from api.rich_text.simple_html import absolute_rich_text, element, link, paragraph
from tests.api.conftest import Get
from tests.api.everything import Everything

PAGE = "https://www.example.org/news/why/"


class Outline(HTMLParser):
    """The elements of a text, with their addresses; fails on one that is not closed in its place."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.names: set[str] = set()
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/about/", "https://www.example.org/about/"),
        ("more/", "https://www.example.org/news/why/more/"),
        ("#notes", "https://www.example.org/news/why/#notes"),
        ("//cdn.example.org/a", "https://cdn.example.org/a"),
        (" https://other.example.org/a?b=c#d ", "https://other.example.org/a?b=c#d"),
        ("mailto:press@example.org", "mailto:press@example.org"),
        ("tel:+1202555", "tel:+1202555"),
        ("javascript:alert(1)", None),
        ("JaVa\nScript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://[broken", None),
    ],
)
def test_addresses_become_absolute_or_lead_nowhere(address: str, expected: str | None) -> None:
    assert absolute_address(address, PAGE) == expected


@pytest.mark.parametrize(
    ("served", "expected"),
    [
        (
            '<p><a href="/about/" data-page-id="5">us</a></p>',
            '<p><a href="https://www.example.org/about/">us</a></p>',
        ),
        ('<h2 id="facts">Facts</h2>', "<h2>Facts</h2>"),
        ('<a href="/a?b=1&amp;c=&quot;">x</a>', '<a href="https://www.example.org/a?b=1&amp;c=&quot;">x</a>'),
        ('<a href="javascript:x">x</a>', "<a>x</a>"),
        (
            '<img src="https://cms.example.org/i.jpg" srcset="a 1w" alt="A > B">',
            '<img src="https://cms.example.org/i.jpg" alt="A &gt; B">',
        ),
        ('<p>write href="/a" in &lt;a href="/b"&gt;</p>', '<p>write href="/a" in &lt;a href="/b"&gt;</p>'),
    ],
)
def test_rich_text_stands_on_no_page(served: str, expected: str) -> None:
    assert absolute_rich_text(served, PAGE) == expected


def test_plain_text_is_escaped() -> None:
    assert paragraph(' a < b & "c"\nd ') == "<p>a &lt; b &amp; &quot;c&quot;<br>d</p>"
    assert paragraph(" \n") == ""
    assert link("/x", "<b>", PAGE) == '<a href="https://www.example.org/x">&lt;b&gt;</a>'
    assert link(None, "<b>", PAGE) == link("javascript:x", "<b>", PAGE) == "&lt;b&gt;"
    assert element("img", src='a"b', alt="", width=None) == '<img src="a&quot;b" alt="">'


HOSTILE = '"><script>alert(1)</script>'


def hostile(value: Any) -> Any:
    """The value with every text replaced, but for rich text and what names the parts."""
    if isinstance(value, dict):
        return {name: inner if name in ("type", "level") else hostile(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner) for inner in value]
    return HOSTILE if isinstance(value, str) else value


@pytest.mark.slow
def test_every_block_is_simple_html(get: Get, everything: Everything) -> None:
    blocks = get(f"posts/{everything.post.pk}/")["body"]
    assert {block["type"] for block in blocks} == set(block_types())
    outline = Outline(body_html(blocks, PAGE))
    assert outline.tags >= {"p", "a", "h2", "h3", "figure", "figcaption", "img", "blockquote", "table", "th", "ul"}
    assert all(address.startswith(("https://", "tel:")) for address in outline.addresses)
    assert "https://video.example.org/1" in outline.addresses
    assert outline.names == {"href", "src", "alt", "width", "height"}


def test_no_text_of_a_block_is_taken_for_html(get: Get, everything: Everything) -> None:
    blocks = get(f"posts/{everything.post.pk}/")["body"]
    plain = [block for block in blocks if block["type"] not in ("paragraph", "callout")]
    html = body_html([{"type": block["type"], "value": hostile(block["value"])} for block in plain], PAGE)
    assert "&lt;script&gt;" in html
    assert "script" not in Outline(html).tags


def test_what_is_missing_leaves_nothing_empty(get: Get, everything: Everything) -> None:
    (quote,) = (block for block in get(f"posts/{everything.post.pk}/")["body"] if block["type"] == "quote")
    bare = {**quote["value"], "attribution": "", "role": "", "source_url": None}
    assert body_html([{"type": "quote", "value": bare}], PAGE) == "<blockquote><p>Enough.</p></blockquote>"
    assert body_html([{"type": "call_to_action", "value": {"text": "Act", "link": None}}], PAGE) == "<p>Act</p>"
    assert body_html([{"type": "of_the_future", "value": {}}], PAGE) == ""


def test_control_characters_go_and_lines_end_alike() -> None:
    assert printable("a\x00\x08\x1f\x7f\x9f\ufffe\uffffb") == "ab"
    assert printable("a\r\nb\rc\x0bd\u2028e\tf\x85g") == "a\nb\nc\nd\ne\tf\ng"
    assert printable({"a": ["\x01é🎉", 1, None]}) == {"a": ["é🎉", 1, None]}
