"""What other programs put on the clipboard becomes the blocks and formats of this site."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from pages.blocks.parts import HeadingPart, Part, QuotePart, TablePart, TextPart
from pages.foreign_html.links import clean_address
from pages.foreign_html.splitting import split_html, split_plain_text

#: What these programs put on the clipboard, shortened.
CLIPBOARD = Path(__file__).with_name("clipboard")
WORD = (CLIPBOARD / "word.html").read_text()
GOOGLE_DOCS = (CLIPBOARD / "google_docs.html").read_text()
LIBRE_OFFICE = (CLIPBOARD / "libreoffice.html").read_text()
APPLE = (CLIPBOARD / "apple_notes.html").read_text()
WEB_PAGE = (CLIPBOARD / "web_page.html").read_text()


def parts_of(html: str, **options: Any) -> list[Part]:
    return split_html(html, **options)[0]


def left_out_of(html: str, **options: Any) -> list[str]:
    return split_html(html, **options)[1].sentences()


def test_word():
    assert parts_of(WORD) == [
        HeadingPart("The title", 2),
        TextPart("<p><b>Bold</b> and <i>italic</i> <sup>1</sup></p>"),
        HeadingPart("First part", 2),
        TextPart("<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul><ol><li>Numbered</li></ol>"),
        QuotePart("Somebody said this."),
    ]


def test_google_docs():
    link = '<a href="https://example.org/a?id=3">a link</a>'
    assert parts_of(GOOGLE_DOCS) == [
        HeadingPart("A heading", 2),
        TextPart(
            f"<p>Plain, <b>bold</b>, <i>italic</i> and {link}<sup>2</sup></p>"
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"
        ),
        TablePart((("A1", "B1"), ("A2", "B2")), has_header=False),
    ]
    assert left_out_of(GOOGLE_DOCS) == []


def test_libreoffice_and_apple():
    assert parts_of(LIBRE_OFFICE) == [
        HeadingPart("Heading", 2),
        TextPart("<p>Text with <b>bold</b></p><ol><li>first</li><li>second</li></ol>"),
    ]
    assert parts_of(APPLE) == [TextPart("<p><b>Bold note</b></p><ul><li>item</li></ul>")]


def test_a_web_page_and_what_it_leaves_behind():
    assert parts_of(WEB_PAGE) == [
        HeadingPart("News", 2),
        TextPart("<p>Loose text</p><p>in <i>boxes</i></p><p>The bridge</p><p>Home</p>"),
    ]
    assert left_out_of(WEB_PAGE) == ["1 picture (“A bridge at dawn”)", "1 embedded page", "the address of 1 link"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>safe</p><script>alert(1)</script>",
        '<p onclick="alert(1)">safe</p>',
        '<style>p{background:url(javascript:alert(1))}</style><p style="background:url(javascript:alert(1))">safe</p>',
        "<svg><script>alert(1)</script></svg><p>safe</p>",
        '<p>safe</p><iframe srcdoc="<script>alert(1)</script>"></iframe>',
        "<p>safe</p><noscript><img src=x onerror=alert(1)></noscript><template><b>alert(1)</b></template>",
        '<p><a href="javascript:alert(1)">safe</a></p>',
        '<p><a href="java&#10;script:alert(1)">safe</a></p>',
        '<p><a href="https://www.google.com/url?q=javascript:alert(1)">safe</a></p>',
        "<p>safe</p><!--<p>alert(1)</p>--><select><option>alert(1)</option></select>",
    ],
)
def test_hostile_html_leaves_only_its_text(html):
    assert parts_of(html) == [TextPart("<p>safe</p>")]


def test_text_that_looks_like_html_stays_text():
    assert parts_of("<p>1 &lt; 2 &amp; &lt;script&gt;</p>") == [TextPart("<p>1 &lt; 2 &amp; &lt;script&gt;</p>")]
    assert split_plain_text("<b>x</b>\n\n& y\nz") == [TextPart("<p>&lt;b&gt;x&lt;/b&gt;</p><p>&amp; y<br/>z</p>")]


@pytest.mark.parametrize(
    "html", ["", "<p></p>", "<p>&nbsp;</p><p><br></p>", "<b> </b>", "<table></table>", "<ul></ul>"]
)
def test_nothing_becomes_nothing(html):
    assert parts_of(html) == []


def test_plain_text_becomes_paragraphs_at_empty_lines():
    assert split_plain_text("\r\nOne\r\ntwo\r\n\r\n \r\nThree\r\n") == [TextPart("<p>One<br/>two</p><p>Three</p>")]
    assert split_plain_text(" \n\n ") == []


def test_headings_begin_at_the_second_level_and_keep_their_order():
    parts = parts_of("<h3>a</h3><h4>b</h4><h6>c</h6>")
    assert parts == [HeadingPart("a", 2), HeadingPart("b", 3), HeadingPart("c", 4)]
    [part] = parts_of(f"<h1>{'long ' * 60}</h1>")
    assert isinstance(part, TextPart)


def test_tables_keep_their_cells_apart():
    html = """<table><thead><tr><th>Year</th><th>Fines</th></tr></thead><tbody>
        <tr><td colspan=2><b>All</b><br>of it</td></tr>
        <tr><td>2024</td></tr></tbody></table>"""
    assert parts_of(html) == [TablePart((("Year", "Fines"), ("All\nof it", ""), ("2024", "")), has_header=True)]
    assert left_out_of(html) == ["formats and links in tables"]
    # A table around everything only lays it out.
    assert parts_of("<table><tr><td><h2>A</h2><p>b</p></td></tr></table>") == [
        HeadingPart("A", 2),
        TextPart("<p>b</p>"),
    ]


def test_a_field_gets_what_it_allows_and_footnote_marks_do_not_stick_to_words():
    html = "<p>ILO 2020<sup>1</sup> says <s>no</s> <a href='https://example.org/'>yes</a> H<sub>2</sub>O</p>"
    html += "<ul><li>x</li></ul>"
    assert parts_of(html, allowed=["b", "i"]) == [TextPart("<p>ILO 2020[1] says no yes H2O</p><p>\u2013 x</p>")]
    assert set(left_out_of(html, allowed=["b", "i"])) == {
        "the address of 1 link",
        "text that was struck through",
        "raised or lowered text",
        "the form of 1 list",
    }


@pytest.mark.parametrize(
    ("address", "cleaned"),
    [
        ("https://example.org/a?id=1&utm_source=x&fbclid=y#part", "https://example.org/a?id=1#part"),
        ("https://example.org/a?q=a+b%2Fc", "https://example.org/a?q=a+b%2Fc"),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F&data=1",
            "https://example.org/",
        ),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+123", "tel:+123"),
        ("/relative", ""),
        ("#mark", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://", ""),
        ("http://[broken", ""),
    ],
)
def test_addresses(address, cleaned):
    assert clean_address(address) == cleaned


@pytest.mark.slow
def test_absurd_documents_are_read_or_refused(client, db, editor):
    client.force_login(editor)
    deep = "<div>" * 20_000 + "deep" + "</div>" * 20_000
    assert parts_of(deep) == [TextPart("<p>deep</p>")]
    assert parts_of("<b>" * 3000 + "deep") == [TextPart("<p>deep</p>")]
    address = reverse("pages_convert_pasted")
    response = client.post(address, {"html": "<p>word <b>bold</b></p>" * 40_000, "as_blocks": "1", "allowed": "b"})
    assert (response.status_code, "several parts" in response.json()["error"]) == (413, True)
    response = client.post(address, {"html": "<h2>a</h2><p>b</p>" * 100, "as_blocks": "1", "allowed": "b"})
    assert response.status_code == 413


def test_the_editor_gets_blocks_for_a_body_and_rich_text_for_a_field(client, db, editor):
    client.force_login(editor)
    data = {"html": "<h2>A</h2><p>b <b>c</b></p><blockquote>d</blockquote><table><tr><td>1</td><td>2</td></tr></table>"}
    address = reverse("pages_convert_pasted")
    answer = client.post(address, {**data, "as_blocks": "1", "allowed": "b i"}).json()
    assert [block["type"] for block in answer["blocks"]] == ["heading", "paragraph", "quote", "table"]
    assert answer["blocks"][0]["value"] == {"text": "A", "level": ["2"]}
    raw = json.loads(answer["blocks"][1]["value"])
    assert [(block["text"], block["inlineStyleRanges"]) for block in raw["blocks"]] == [
        ("b c", [{"offset": 2, "length": 1, "style": "BOLD"}])
    ]
    assert answer["left_out"] == []

    answer = client.post(address, {**data, "allowed": "b"}).json()
    assert [block["text"] for block in json.loads(answer["rich_text"])["blocks"]] == ["A", "b c", "d", "1 | 2"]
    assert answer["left_out"] == ["the form of 1 table", "the form of 1 heading", "the form of 1 quotation"]


def test_nobody_converts_without_signing_in(client, db):
    assert client.post(reverse("pages_convert_pasted"), {"html": "<p>x</p>"}).status_code == 302
