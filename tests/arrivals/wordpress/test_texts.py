"""The texts of posts, as the classic editor and as blocks, become the HTML that visitors saw."""

from pathlib import Path

import pytest

from arrivals.records.post import ArrivingPost
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
from tests.arrivals.wordpress.reading import page_of, parts_of
from tests.arrivals.wordpress_xml import BASE, attachment, item

UPLOADS = f"{BASE}/wp-content/uploads"
A, B = f"{UPLOADS}/a.jpg", f"{UPLOADS}/b-scaled.jpg"
MEDIA = (
    attachment(8, "a.jpg", excerpt="A &amp; more", parent=17, metas={"_wp_attachment_image_alt": "A barn"}),
    attachment(9, "b-scaled.jpg", parent=17, order=-1),
    attachment(10, "talk.mp3", title="The talk", parent=17),
    item(30, "<!-- wp:paragraph --><p>Shared [box a=1]words[/box]</p><!-- /wp:paragraph -->", post_type="wp_block"),
    item(31, '<!-- wp:block {"ref":31} /-->', post_type="wp_block"),
)


def post_of(folder: Path, content: str, **fields: object) -> ArrivingPost:
    return page_of(folder, ArrivingPost, content, *MEDIA, **fields)


def p(text: str) -> TextPart:
    return TextPart(f"<p>{text}</p>")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("One\n\nTwo\nthree\n\n\n\nFour", [TextPart("<p>One</p><p>Two<br/>three</p><p>Four</p>")]),
        ("One\r\n\r\nTwo", [TextPart("<p>One</p><p>Two</p>")]),
        ("<h2>Head</h2>\nText", [HeadingPart("Head", 2), p("Text")]),
        ("<b>One\n\nTwo</b>", [TextPart("<p><b>One</b></p><p><b>Two</b></p>")]),
        ("<ul>\n<li>One</li>\n\n<li>Two</li>\n</ul>", [TextPart("<ul><li>One</li><li>Two</li></ul>")]),
        ("<pre>One\n\n  two</pre>", [p("One<br/><br/>  two")]),
        ("One<br />\nTwo", [p("One<br/>Two")]),
        ("5 < 6 [sic] [the board] [[gallery]]", [p("5 &lt; 6 [sic] [the board] [gallery]")]),
        ("https://www.youtube.com/watch?v=a&amp;t=1", [EmbedPart("https://www.youtube.com/watch?v=a&t=1")]),
        ("https://nowhere.example.org/a", [p("https://nowhere.example.org/a")]),
        ("[embed width=1]https://vimeo.com/1[/embed]", [EmbedPart("https://vimeo.com/1")]),
        ("[youtube=https://youtu.be/a]", [EmbedPart("https://youtu.be/a")]),
        (
            '[youtube id="abc"] [vimeo 12]',
            [EmbedPart("https://www.youtube.com/watch?v=abc"), EmbedPart("https://vimeo.com/12")],
        ),
        (f'[audio mp3="{UPLOADS}/x.mp3"][/audio]', [FilePart(f"{UPLOADS}/x.mp3", "x.mp3")]),
        ('[video src="https://youtu.be/a"]', [EmbedPart("https://youtu.be/a")]),
        (f'[video mp4="{UPLOADS}/x.mp4" width=1]', [FilePart(f"{UPLOADS}/x.mp4", "x.mp4")]),
        ('[playlist ids="10"]', [FilePart(f"{UPLOADS}/talk.mp3", "The talk")]),
        # Captions in the form of today, and as an attribute; pictures in any size are the whole ones.
        (
            f'[caption id="attachment_8"]<a href="{A}"><img src="{UPLOADS}/a-300x200.jpg" alt="B"/></a>'
            " By "
            "<b>Ada</b>[/caption]",
            [PicturePart(A, "B", "By Ada")],
        ),
        (f'[caption caption="By ]Ada"]<img src="{UPLOADS}/b-1024x683.jpg">[/caption]', [PicturePart(B, "", "By ]Ada")]),
        ('<img src="//i0.wp.com/old.example.org/wp-content/uploads/a.jpg?resize=1">', [PicturePart(A)]),
        (f'<img src="data:image/gif;base64,R0" data-src="{UPLOADS}/a-e1234567890-150x150.jpg">', [PicturePart(A)]),
        (
            '<img class="wp-image-8" src="https://other.example.org/z.jpg">',
            [PicturePart("https://other.example.org/z.jpg")],
        ),
        ('[gallery ids="9,8"]', [PicturePart(B), PicturePart(A, "A barn", "A & more")]),
        # Without IDs, the pictures of the post in their order, and no recordings.
        ("[gallery]", [PicturePart(B), PicturePart(A, "A barn", "A & more")]),
        ('[gallery exclude="8"]', [PicturePart(B)]),
        ("[vc_row][vc_column_text]Words[/vc_column_text][/vc_row]", [p("Words")]),
        ("Before[/vc_row]", [p("Before")]),
        ("One<!--nextpage-->Two", [p("OneTwo")]),
    ],
)
def test_texts_of_the_classic_editor(tmp_path: Path, content: str, expected: list[Part]) -> None:
    assert parts_of(post_of(tmp_path, content).html) == expected


def block(name: str, inner: str, attributes: str = "") -> str:
    return f"<!-- wp:{name} {attributes}-->\n{inner}\n<!-- /wp:{name} -->"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (block("paragraph", "<p>One\ntwo</p>"), [p("One two")]),
        (block("heading", "<h3>Head</h3>", '{"level":3} '), [HeadingPart("Head", 2)]),
        (block("list", f"<ul>{block('list-item', '<li>One</li>')}</ul>"), [TextPart("<ul><li>One</li></ul>")]),
        (block("quote", f"<blockquote>{block('paragraph', '<p>Words.</p>')}<cite>Ada</cite></blockquote>"),
         [QuotePart("Words.", "Ada")]),
        (block("pullquote", "<figure><blockquote><p>Words.</p><cite>Ada</cite></blockquote></figure>"),
         [QuotePart("Words.", "Ada")]),
        (block("image", f'<figure><img src="{UPLOADS}/a-1024x1.jpg" alt="Barn" class="wp-image-8"/></figure>'),
         [PicturePart(A, "Barn")]),
        (block("gallery", f'<figure class="wp-block-gallery">{block("image", f"<figure><img src={A!r}/></figure>")}'
               f"{block('image', f'<figure><img src={B!r}/></figure>')}<figcaption>Both</figcaption></figure>"),
         [GalleryPart((PicturePart(A), PicturePart(B))), p("Both")]),
        # The gallery of older versions is a list.
        (block("gallery", f'<ul class="wp-block-gallery"><li><figure><img src="{A}"/></figure></li>'
               f'<li><figure><img src="{B}"/></figure></li></ul>'), [GalleryPart((PicturePart(A), PicturePart(B)))]),
        (block("table", "<figure><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table></figure>"),
         [TablePart((("1", "2"),), has_header=False)]),
        (block("embed", '<figure><div class="wp-block-embed__wrapper">\nhttps://vimeo.com/1\n</div></figure>'),
         [EmbedPart("https://vimeo.com/1")]),
        ('<!-- wp:core-embed/youtube {"url":"https://youtu.be/a"} /-->', [EmbedPart("https://youtu.be/a")]),
        (block("paragraph", "<p>https://vimeo.com/1</p>"), [EmbedPart("https://vimeo.com/1")]),
        (block("file", f'<div class="wp-block-file"><a href="{UPLOADS}/r.pdf">Report</a><a href="{UPLOADS}/r.pdf" '
               "download>Download</a></div>"), [FilePart(f"{UPLOADS}/r.pdf", "Report")]),
        (block("buttons", '<div><div class="wp-block-button"><a href="https://x.example/">Join</a></div></div>'),
         [ButtonPart("https://x.example/", "Join")]),
        (block("audio", f'<figure><audio src="{UPLOADS}/talk.mp3"></audio><figcaption>Hear</figcaption></figure>'),
         [FilePart(f"{UPLOADS}/talk.mp3", "talk.mp3"), p("Hear")]),
        (block("video", f'<figure><video controls src="{UPLOADS}/v.mp4"></video></figure>'),
         [FilePart(f"{UPLOADS}/v.mp4", "v.mp4")]),
        (block("cover", "<div><p>On top</p></div>", f'{{"url":"{A}"}} '), [PicturePart(A), p("On top")]),
        (block("cover", f'<div><img src="{A}"/><p>Top</p></div>', f'{{"url":"{A}"}} '), [PicturePart(A), p("Top")]),
        (block("media-text", f'<div><figure><img src="{A}"/></figure><div><p>Beside</p></div></div>'),
         [PicturePart(A), p("Beside")]),
        (block("columns", f"<div>{block('column', '<p>One</p>')}{block('column', '<div><p>Two</p></div>')}</div>"),
         [TextPart("<p>One</p><p>Two</p>")]),
        (block("code", "<pre><code>a\n\nb</code></pre>"), [p("a<br/><br/>b")]),
        (block("verse", "<pre>a\nb</pre>"), [p("a<br/>b")]),
        (block("details", "<details><summary>More</summary><p>Inside</p></details>"),
         [TextPart("<p>More</p><p>Inside</p>")]),
        (block("html", "<div>Raw</div>"), [p("Raw")]),
        (block("shortcode", "[embed]https://vimeo.com/1[/embed]"), [EmbedPart("https://vimeo.com/1")]),
        (block("paragraph", "<p>a</p>") + "\n\nClassic\n\ntext\n\n" + block("paragraph", "<p>b</p>"),
         [TextPart("<p>a</p><p>Classic</p><p>text</p><p>b</p>")]),
        ('<!-- wp:block {"ref":30} /-->', [p("Shared words")]),
        (block("spacer", '<div style="height:9px"></div>') + block("nextpage", "<!--nextpage-->"), []),
        # What is damaged is read as far as it goes.
        ("<!-- wp:group {broken -->\n<p>a</p>\n<!-- /wp:other --><p>b</p>", [TextPart("<p>a</p><p>b</p>")]),
    ],
)  # fmt: skip
def test_texts_of_blocks(tmp_path: Path, content: str, expected: list[Part]) -> None:
    post = post_of(tmp_path, content)
    assert parts_of(post.html) == expected
    assert not any("left out" in note for note in post.notes if "Shortcodes" not in note)


def test_footnotes_follow_where_their_block_stands(tmp_path: Path) -> None:
    content = (
        '<!-- wp:paragraph --><p>Text<sup data-fn="x" class="fn"><a href="#x" id="x-link">1</a></sup></p>'
        "<!-- /wp:paragraph --><!-- wp:footnotes /-->"
    )
    found = post_of(tmp_path, content, metas={"footnotes": '[{"id": "x", "content": "A <em>note</em>"}]'})
    assert parts_of(found.html) == [TextPart("<p>Text<sup>1</sup></p><ol><li>A <i>note</i></li></ol>")]
    (note,) = post_of(tmp_path, content, metas={"footnotes": "[broken"}).notes
    assert note == "The texts of the footnotes are left out: the file does not contain them."


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (
            '[form-7 id="1"] [my_form] [my_form] [box a=b]x[/box]',
            'Shortcodes are left out, what they enclose stays: [form-7 id="1"], [my_form] (2 times), [box a=b].',
        ),
        (
            "<!-- wp:latest-posts /--><!-- wp:acme/map {} /--><!-- wp:tribe/event-datetime /-->",
            "Blocks that are filled when a page is shown are left out: latest-posts, acme/map.",
        ),
        (
            '<!-- wp:block {"ref":99} /-->',
            "A block that several posts share is left out: the file does not contain it.",
        ),
        # A block that contains itself.
        (
            '<!-- wp:block {"ref":31} /-->',
            "A block that several posts share is left out: the file does not contain it.",
        ),
        ('[gallery ids="8,77,78"]', "A gallery or playlist shows 2 files more, not contained in the export."),
        ("<form><p>Name</p></form><script>x()</script>", "A form is left out."),
    ],
)
def test_what_is_left_out_is_named(tmp_path: Path, content: str, notes: str) -> None:
    assert notes in post_of(tmp_path, content).notes


@pytest.mark.parametrize(
    ("content", "opening", "rest"),
    [
        ("Short <b>words</b>.\n\n<!--more-->\n\nThe rest.", "<p>Short <b>words</b>.</p>", "<p>The rest.</p>"),
        ("Short.\n<!--more Read on-->\nThe rest.", "<p>Short.</p>", "<p>The rest.</p>"),
        (
            block("paragraph", "<p>Short.</p>") + block("more", "<!--more-->") + block("paragraph", "<p>Rest.</p>"),
            "<p>Short.</p>",
            "<p>Rest.</p>",
        ),
        ("<h2>Head</h2>\nShort.\n\n<!--more-->\n\nRest.", "", "<h2>Head</h2><p>Short.</p>\n<p>Rest.</p>"),
        (f"{'Long. ' * 200}\n\n<!--more-->\n\nRest.", "", f"<p>{('Long. ' * 200).strip()}</p>\n<p>Rest.</p>"),
        ("Everything.\n\n<!--more-->", "", "<p>Everything.</p>"),
    ],
)
def test_a_short_beginning_before_read_more_is_the_opening(
    tmp_path: Path, content: str, opening: str, rest: str
) -> None:
    post = post_of(tmp_path, content)
    assert (post.intro, "".join(post.html.split("\n"))) == (opening, "".join(rest.split("\n")))
    assert post.intro == "" or "<!--" not in post.intro


@pytest.mark.parametrize(
    "content",
    [
        "[a " * 20_000,
        '[a b="' * 20_000,
        "[a]" * 20_000 + "[/a]" * 20_000,
        "<!-- wp:group -->" * 20_000,
        "<!-- wp:group -->" * 5000 + "x" + "<!-- /wp:group -->" * 5000,
        "<" * 50_000,
        "<a " * 30_000,
        '<a b="' * 10_000,
        "<b>\n\n" * 3_000,
        "<!--" * 30_000,
        "\n \n" * 50_000,
        "<p>" * 20_000,
    ],
)
def test_no_text_takes_long(tmp_path: Path, content: str) -> None:
    """The time does not grow with the square of the length."""
    post_of(tmp_path, content)
