"""Whatever a text consists of, no visible word of it is lost, doubled or moved on its way into parts."""

import io
import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrivals.wordpress.attachments import Attachments
from arrivals.wordpress.export import ExportedItem
from arrivals.wordpress.site import ExportedSite
from arrivals.wordpress.spool import Spool
from arrivals.wordpress.stored_text.text import Texts
from pages.foreign_html.splitting import split_html
from tests.arrivals.wordpress_xml import BASE
from tests.pages.test_foreign_html import words_of

SITE = ExportedSite("Old", BASE, "1.2")
SHARED = ExportedItem(id=5, post_type="wp_block", status="publish", content="")
PICTURE = f'<img class="wp-image-9" src="{BASE}/wp-content/uploads/a-300x200.jpg" alt="hidden"/>'


def run(inner: st.SearchStrategy[str], most: int = 3, between: str = " ") -> st.SearchStrategy[str]:
    return st.lists(inner, min_size=1, max_size=most).map(between.join)


def wrapped(inner: st.SearchStrategy[str], *forms: str) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(forms), inner).map(lambda found: found[0].replace("{}", found[1]))


word = st.sampled_from(
    ["word", "word", "word's", "“word”", "word &amp;", "5 < word", "[word]", "[[word]]", "[word word]"]
)
inline = st.recursive(
    word,
    lambda inner: wrapped(
        run(inner),
        *("<b>{}</b>", "<em>{}</em>", '<a href="https://x.example/">{}</a>', "<span>{}</span>", "<sup>{}</sup>"),
        *("[note]{}[/note]", '[tooltip text="hidden"]{}[/tooltip]', f"{PICTURE}{{}}", "{}<br />", '[vc_icon i="x"]{}'),
    ),
    max_leaves=5,
)
text = run(inline)
lines = run(text, between="\n")
classic_piece = st.one_of(
    lines,
    text.map("<h2>{}</h2>".format),
    run(text.map("<li>{}</li>".format), between="\n").map("<ul>\n{}\n</ul>".format),
    lines.map("<blockquote>{}</blockquote>".format),
    lines.map("<div>{}</div>".format),
    lines.map("<p>{}</p>".format),
    lines.map("<pre>{}</pre>".format),
    run(text.map("<tr><td>{}</td><td>word</td></tr>".format), between="\n").map("<table>\n{}\n</table>".format),
    text.map(f'[caption id="attachment_9" width="300"]{PICTURE} {{}}[/caption]'.format),
    st.just(f'[caption caption="word word"]{PICTURE}[/caption]'),
    st.just('[gallery ids="1,2"]'),
    st.just("https://www.youtube.com/watch?v=abc"),
    st.just("<!--more-->"),
    lines.map("<b>{}\n\nword</b>".format),
    lines.map("[vc_row][vc_column]{}[/vc_column][/vc_row]".format),
    lines.map('[su_box title="hidden"]\n\n{}\n\n[/su_box]'.format),
)
classic = run(classic_piece, 6, "\n\n")


def block(name: str, attributes: str = "") -> str:
    return f"<!-- wp:{name} {attributes}-->\n{{}}\n<!-- /wp:{name} -->"


leaf_block = st.one_of(
    wrapped(
        text,
        block("paragraph").replace("{}", "<p>{}</p>"),
        block("heading", '{"level":3} ').replace("{}", "<h3>{}</h3>"),
        block("list").replace("{}", f"<ul>{block('list-item').replace('{}', '<li>{}</li>')}</ul>"),
        block("image", '{"id":9} ').replace("{}", f"<figure>{PICTURE}<figcaption>{{}}</figcaption></figure>"),
        block("pullquote").replace("{}", "<figure><blockquote><p>{}</p><cite>word</cite></blockquote></figure>"),
        block("gallery").replace(
            "{}",
            f'<ul class="wp-block-gallery"><li class="blocks-gallery-item"><figure>{PICTURE}'
            f"<figcaption>{{}}</figcaption></figure></li><li><figure>{PICTURE}</figure></li></ul>",
        ),
        block("gallery").replace(
            "{}",
            f'<figure class="wp-block-gallery"><figure>{PICTURE}</figure><figure>{PICTURE}<figcaption>word</figcaption>'
            '</figure><figcaption class="blocks-gallery-caption">{}</figcaption></figure>',
        ),
        block("table").replace(
            "{}", "<figure><table><tr><td>{}</td><td>word</td></tr></table><figcaption>word</figcaption></figure>"
        ),
        block("verse").replace("{}", "<pre>{}\nword</pre>"),
        block("code").replace("{}", "<pre><code>{}</code></pre>"),
        block("html").replace("{}", "<div><p>{}</p>word</div>"),
        block("shortcode").replace("{}", '[box color="red"]{}[/box]'),
        block("freeform"),
        block("details").replace("{}", "<details><summary>{}</summary><p>word</p></details>"),
    ),
    st.just('<!-- wp:latest-posts {"count":3} /-->'),
    st.just('<!-- wp:block {"ref":5} /-->'),
    st.just(
        '<!-- wp:embed {"url":"https://vimeo.com/1"} --><figure><div>\nhttps://vimeo.com/1\n</div></figure>'
        "<!-- /wp:embed -->"
    ),
)
blocks = st.recursive(
    st.one_of(leaf_block, leaf_block, classic),
    lambda inner: wrapped(
        run(inner, between="\n\n"),
        block("group").replace("{}", '<div class="wp-block-group">{}</div>'),
        block("quote").replace("{}", "<blockquote>{}<cite>word</cite></blockquote>"),
        block("cover", '{"url":"https://x.example/a.jpg"} ').replace("{}", "<div>{}</div>"),
        block("media-text").replace("{}", f"<div><figure>{PICTURE}</figure><div>{{}}</div></div>"),
        block("columns").replace("{}", f"<div>{block('column').replace('{}', '<div>{}</div>')}</div>"),
    ),
    max_leaves=6,
)
texts = st.one_of(classic, run(blocks, 5, "\n\n"))


def numbered(stored: str) -> tuple[str, list[str]]:
    """Make each visible word another one. Return the text and its words."""
    numbers = itertools.count(1)
    stored = re.sub(r"\bword\b", lambda _: f"w{next(numbers)}", stored)
    return stored, [f"w{number}" for number in range(1, next(numbers))]


@pytest.mark.slow
@given(texts.map(numbered))
def test_no_word_is_lost_doubled_or_moved(written: tuple[str, list[str]]) -> None:
    stored, words = written
    spool = Spool(io.BytesIO())
    spool.add(SHARED)
    found = Texts(Attachments(SITE), spool).read(
        ExportedItem(id=1, post_type="post", status="publish", content=stored), opens=True
    )
    seen = [
        word
        for html in (found.opening, found.html)
        for part in split_html(html, media=True)[0]
        for word in words_of(part)
    ]
    assert re.findall(r"w\d+", " ".join(seen)) == words
