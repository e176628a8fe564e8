"""Markdown out of rich text: what it means, and that Wagtail reads it back."""

import pytest
from wagtail.admin.rich_text.converters.markdown_db import MarkdownConverter

from api.rich_text.cleaning import clean
from api.rich_text.markdown import markdown


def converted(text: str) -> str:
    return markdown(clean(text, "db_markdown"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p>a <b>bold <i>both</i></b> <i>x</i></p>", "a **bold *both*** *x*"),
        ("<p><b> lead </b>x<b><br/>y</b></p>", "**lead** x\\\n**y**"),
        ("<p><b>a</b><strong>b</strong> <b>a<b>b</b></b></p>", "**ab** **ab**"),
        ("<p>x<sup>2</sup> <s>gone</s> <code>a`b</code> <u>u</u></p>", "x<sup>2</sup> ~~gone~~ ``a`b`` u"),
        ("<h2>Title <b>b</b></h2><h3>C#</h3>", "## Title **b**\n\n### C\\#"),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>", "- a\n  - b\n- c"),
        ("<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>", "1. a\n2. b\n   - c"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
        ("<blockquote><p>a</p><p>b</p></blockquote><hr/>", "> a\n>\n> b\n\n---"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<table><tr><th>a</th><th>|</th></tr><tr><td>b</td></tr></table>", "| a | \\| |\n| --- | --- |\n| b |  |"),
        ("loose <b>text</b><p>p</p>", "loose **text**\n\np"),
        ('<p><a href="https://x.org/(a b)">p [q]</a></p>', "[p \\[q\\]](https://x.org/\\(a%20b\\))"),
        ('<p>Wow!<a href="/x">y</a></p>', "Wow\\![y](/x)"),
        ('<p><a href="/x"></a>y</p>', "y"),
        ("<p>*a* _b_ c_d `e` &lt;i&gt;</p>", "\\*a\\* \\_b\\_ c_d \\`e\\` \\<i>"),
        ("<p>~~f~~ \\ &amp;amp; AT&amp;T</p>", "\\~\\~f\\~\\~ \\\\ &amp;amp; AT&T"),
        ("<p>1. a<br/># b</p><p>- c</p><p>&gt; d</p><p>2) e</p>", "1\\. a\\\n\\# b\n\n\\- c\n\n\\> d\n\n2\\) e"),
        ("<p>a\n  b&nbsp;c</p>", "a b\xa0c"),
    ],
)
def test_markdown_of(text: str, expected: str) -> None:
    assert converted(text) == (f"{expected}\n\n" if expected else "")


STORED = [
    "<p>Plain, é 😀 &amp; more</p><p>Second</p>",
    "<p>a <b>bold</b> and <i>italic</i>, <b><i>both</i></b></p>",
    '<p><a linktype="page" id="5">a <b>page</b></a> and <a linktype="document" id="6">paper</a></p>',
    '<p><a href="https://example.org/?a=1&amp;b=(2)">x</a> <a href="mailto:a@example.org">y</a></p>',
    "<ul><li>a</li><li>b</li></ul><p>x</p><ol><li>c</li><li>d</li></ol>",
    "<h2>Title</h2><p>x<sup>2</sup> H<sub>2</sub>O</p><hr/><p>y<br/>z</p>",
    "<p>*a* _b_ `c` &lt;d&gt; [e](f) # g 1. h</p><p>1. a</p><p>- b</p><p># c</p>",
]


@pytest.mark.parametrize("text", STORED)
def test_wagtail_reads_it_back(text: str) -> None:
    assert MarkdownConverter().to_database_format(converted(text)).replace(" data-block-key", "") == text


@pytest.mark.parametrize("text", [text for text in STORED if "linktype" not in text])
def test_it_is_what_wagtail_writes(text: str) -> None:
    features = ["bold", "italic", "link", "ol", "ul", "superscript", "subscript", "h2", "hr"]
    assert converted(text) == MarkdownConverter(features).from_database_format(text, resolved=False)
