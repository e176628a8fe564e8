"""HTML of other systems becomes parts and blocks, with pictures, embeds and files, and without losing a word."""

import itertools
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pages.blocks.block_type import editor_block_types
from pages.blocks.parts import (
    ALL_PARTS,
    TEXT_PARTS,
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
from pages.foreign_html.blocks import as_stored_blocks, text_of
from pages.foreign_html.left_out import LeftOut
from pages.foreign_html.media import address_outside_frames
from pages.foreign_html.splitting import split_html
from tests.content import make_image


def parts_of(html: str) -> list[Part]:
    return split_html(html, media=True)[0]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p><img src="/a.jpg" alt="A  barn"></p>', [PicturePart("/a.jpg", "A barn")]),
        ('<a href="/a-large.jpg"><img src="/a.jpg"></a>', [PicturePart("/a.jpg")]),
        # A picture before the text of its paragraph comes before it, another one after it.
        ('<p><img src="/a.jpg">Text</p>', [PicturePart("/a.jpg"), TextPart("<p>Text</p>")]),
        ('<p>Te<img src="/a.jpg">xt</p>', [TextPart("<p>Text</p>"), PicturePart("/a.jpg")]),
        (
            '<p>One</p><img src="/a.jpg"><p>Two</p>',
            [TextPart("<p>One</p>"), PicturePart("/a.jpg"), TextPart("<p>Two</p>")],
        ),
        (
            '<figure class="wp-block-image"><img src="//x.example/a.jpg" alt="Barn"/>'
            "<figcaption>By <b>Ada</b></figcaption></figure>",
            [PicturePart("https://x.example/a.jpg", "Barn", "By Ada")],
        ),
        (
            '<figure class="wp-block-gallery"><figure><img src="/a.jpg"></figure><figure><img src="/b.jpg"></figure>'
            "<figcaption>Both</figcaption></figure>",
            [GalleryPart((PicturePart("/a.jpg"), PicturePart("/b.jpg"))), TextPart("<p>Both</p>")],
        ),
        (
            '<figure><figure><img src="/a.jpg"><figcaption>A</figcaption></figure><img src="/b.jpg"></figure>',
            [PicturePart("/a.jpg", "", "A"), PicturePart("/b.jpg")],
        ),
        ("<b>One<br><br><i>Two</i></b>", [TextPart("<p><b>One</b></p><p><b><i>Two</i></b></p>")]),
        (
            '<a href="https://x.example/">One<br> <br>Two</a>',
            [TextPart('<p><a href="https://x.example/">One</a></p><p><a href="https://x.example/">Two</a></p>')],
        ),
        # A gallery has no captions of its pictures.
        (
            '<figure><figure><img src="/a.jpg"><figcaption>A</figcaption></figure>'
            '<figure><img src="/b.jpg"></figure></figure>',
            [PicturePart("/a.jpg", "", "A"), PicturePart("/b.jpg")],
        ),
        (
            '<iframe src="https://www.youtube-nocookie.com/embed/abc_1?rel=0" title="Talk"></iframe>',
            [EmbedPart("https://www.youtube.com/watch?v=abc_1", "Talk")],
        ),
        (
            '<figure class="wp-block-embed"><div>\nhttps://vimeo.com/1\n</div>'
            "<figcaption>The talk</figcaption></figure>",
            [EmbedPart("https://vimeo.com/1"), TextPart("<p>The talk</p>")],
        ),
        ('<video><source src="/talk.mp4">No video</video>', [FilePart("/talk.mp4", "talk.mp4")]),
        (
            '<div class="wp-block-file"><a href="/r.pdf">The report</a><a href="/r.pdf" download>Download</a></div>',
            [FilePart("/r.pdf", "The report")],
        ),
        (
            '<div class="wp-block-buttons"><div class="wp-block-button"><a href="https://x.example/">Join</a></div></div>',
            [ButtonPart("https://x.example/", "Join")],
        ),
        ("<blockquote><p>Words.</p><cite>Ada</cite></blockquote>", [QuotePart("Words.", "Ada")]),
        ("<blockquote><p>Words.</p><p>— Ada, writer</p></blockquote>", [QuotePart("Words.", "Ada, writer")]),
        ("<blockquote><p>In <cite>Fields</cite> it says so.</p></blockquote>", [QuotePart("In Fields it says so.")]),
        ("<blockquote><p>One</p><p>— two</p>three</blockquote>", [QuotePart("One\n\n— two\n\nthree")]),
        (
            '<blockquote cite="https://x.example/a"><p>One</p><p>Two</p></blockquote>',
            [QuotePart("One\n\nTwo", "", "https://x.example/a")],
        ),
        ("<figure><blockquote>Words.</blockquote><figcaption>Ada</figcaption></figure>", [QuotePart("Words.", "Ada")]),
        (
            "<figure><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table><figcaption>C</figcaption></figure>",
            [TablePart((("A", "B"), ("1", "2")), has_header=True), TextPart("<p>C</p>")],
        ),
        ('<h2>A<img src="/a.jpg"></h2>', [HeadingPart("A", 2), PicturePart("/a.jpg")]),
        ('<p>Cut<img src="data:image/png;base64,AAAA"></p>', [TextPart("<p>Cut</p>")]),
    ],
)
def test_what_html_holds(html: str, expected: list[Part]) -> None:
    assert parts_of(html) == expected


def test_without_media_the_same_is_named_as_left_out() -> None:
    html = '<figure><img src="/a.jpg" alt="Barn"><figcaption>By Ada</figcaption></figure><iframe src="/x"></iframe>'
    parts, left_out = split_html(html)
    assert parts == [TextPart("<p>By Ada</p>")]
    assert left_out.sentences() == ["1 picture (“Barn”)", "1 embedded page"]


def test_links_to_what_is_on_this_site() -> None:
    known = {"https://old.example/a/": 'linktype="page" id="5"'}
    parts, left_out = split_html(
        '<p><a href="https://old.example/a/">A</a> <a href="https://old.example/b/">B</a> <a href="/c/">C</a></p>',
        link_to=known.get,
    )
    assert parts == [TextPart('<p><a linktype="page" id="5">A</a> <a href="https://old.example/b/">B</a> C</p>')]
    assert left_out.sentences() == ["the address of 1 link"]


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("https://player.vimeo.com/video/12?h=1", "https://vimeo.com/12"),
        ("https://www.youtube.com/embed/a-b", "https://www.youtube.com/watch?v=a-b"),
        ("https://www.dailymotion.com/embed/video/x1", "https://www.dailymotion.com/video/x1"),
        ("https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Ffb.example%2F1", "https://fb.example/1"),
        ("https://notyoutube.com/embed/a", "https://notyoutube.com/embed/a"),
        ("https://maps.example/embed?pb=1", "https://maps.example/embed?pb=1"),
    ],
)
def test_addresses_of_frames(address: str, outside: str) -> None:
    assert address_outside_frames(address) == outside


def test_every_part_has_a_block_and_a_text() -> None:
    parts: list[Part] = [
        TextPart("<p>a</p>"),
        HeadingPart("b", 2),
        QuotePart("c", "d"),
        TablePart((("e", "f"),), has_header=False),
        PicturePart("/g.jpg", "", "g", image=1),
        GalleryPart((PicturePart("/h.jpg", image=2),)),
        EmbedPart("https://video.example/i"),
        FilePart("/j.pdf", "j", document=3),
        ButtonPart("https://k.example/", "k"),
    ]
    assert {type(part) for part in parts} == ALL_PARTS > TEXT_PARTS
    blocks = as_stored_blocks(parts, LeftOut())
    assert [block["type"] for block in blocks] == [
        *("paragraph", "heading", "quote", "table", "image", "gallery", "embed", "document", "call_to_action")
    ]
    left_out = LeftOut()
    assert [words_of_html(text_of(part, left_out)) for part in parts] == [
        *(["a"], ["b"], ["c", "d"], ["e", "|", "f"], ["g"], [], ["https://video.example/i"], ["j"], ["k"])
    ]
    assert len(left_out.sentences()) == len(parts) - 1


@pytest.mark.django_db
def test_a_gallery_shows_the_pictures_that_it_was_made_of() -> None:
    picture = make_image()
    (block,) = as_stored_blocks([GalleryPart((PicturePart("/a.jpg", "A barn", image=picture.pk),))], LeftOut())
    editor = editor_block_types()["gallery"].editor
    (shown,) = editor.clean(editor.to_python(block["value"]))["images"]
    assert (shown.pk, shown.contextual_alt_text) == (picture.pk, "A barn")


# No word is lost, duplicated or moved


def words_of_html(html: str) -> list[str]:
    return BeautifulSoup(html, "html.parser").get_text(" ").split()


def words_of(part: Part) -> Iterator[str]:
    """Yield the words of a part that readers see."""
    if isinstance(part, TextPart):
        # Formats stand inside words.
        yield from words_of_html(re.sub(r"</?(?:b|i|s|sup|sub|a)(?: [^>]*)?>", "", part.html))
    elif isinstance(part, HeadingPart):
        yield from part.text.split()
    elif isinstance(part, QuotePart):
        yield from f"{part.text} {part.attribution}".split()
    elif isinstance(part, TablePart):
        yield from " ".join([part.caption, *(cell for row in part.rows for cell in row)]).split()
    elif isinstance(part, PicturePart):
        yield from part.caption.split()
    elif isinstance(part, GalleryPart):
        yield from " ".join(picture.caption for picture in part.pictures).split()
    elif isinstance(part, FilePart | ButtonPart):
        yield from part.label.split()
    elif isinstance(part, EmbedPart) and part.title == "":
        yield from ()


INLINE_TAGS = ("b", "strong", "i", "em", "span", "u", "sup", "sub", "s", "mark", "small", "code", "cite", "q")
BLOCK_TAGS = ("div", "section", "p", "article", "figure", "blockquote", "header", "details", "center", "address", "pre")
word = st.just("word")
picture = st.integers(0, 9).map('<img src="/{}.jpg" alt="hidden">'.format)
frame = st.integers(0, 9).map('<iframe src="https://v.example/{}"></iframe>'.format)


def wrapped(inner: st.SearchStrategy[str], tags: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(tags), inner).map(lambda found: f"<{found[0]}>{found[1]}</{found[0]}>")


def run(inner: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(inner, min_size=1, max_size=most).map(" ".join)


inline = st.recursive(
    st.one_of(word, word, picture),
    lambda inner: st.one_of(
        wrapped(run(inner), INLINE_TAGS), run(inner).map('<a href="https://x.example/">{}</a>'.format)
    ),
    max_leaves=6,
)
text = run(inline)
row = st.lists(text.map("<td>{}</td>".format), min_size=1, max_size=3).map("".join).map("<tr>{}</tr>".format)
block = st.recursive(
    st.one_of(
        text,
        text.map("<p>{}</p>".format),
        st.tuples(st.integers(1, 6), text).map(lambda found: f"<h{found[0]}>{found[1]}</h{found[0]}>"),
        st.lists(row, min_size=1, max_size=3).map("".join).map("<table>{}</table>".format),
        st.tuples(text, row).map(lambda found: f"<table><caption>{found[0]}</caption>{found[1]}{found[1]}</table>"),
        st.lists(text.map("<li>{}</li>".format), min_size=1, max_size=3).map("".join).map("<ul>{}</ul>".format),
        text.map("<ul>{}</ul>".format),
        st.tuples(picture, text).map(lambda found: f"<figure>{found[0]}<figcaption>{found[1]}</figcaption></figure>"),
        st.tuples(text, text).map(lambda found: f"<blockquote><p>{found[0]}</p><cite>{found[1]}</cite></blockquote>"),
        frame,
    ),
    lambda inner: st.one_of(
        wrapped(run(inner), BLOCK_TAGS),
        run(inner).map("<li>{}</li>".format).map("<ol>{}</ol>".format),
    ),
    max_leaves=8,
)


def numbered(html: str) -> str:
    """Make each word another one."""
    numbers = itertools.count(1)
    return re.sub(r"\bword\b", lambda _: f"w{next(numbers)}", html)


documents = run(block, 6).map(numbered)


@pytest.mark.slow
@given(documents)
def test_no_word_is_lost_doubled_or_moved(html: str) -> None:
    parts, _ = split_html(html, media=True)
    assert [found for part in parts for found in words_of(part)] == words_of_html(html)


@pytest.mark.slow
@given(documents)
def test_nor_when_it_is_pasted(html: str) -> None:
    parts, _ = split_html(html)
    assert [found for part in parts for found in words_of(part)] == words_of_html(html)
