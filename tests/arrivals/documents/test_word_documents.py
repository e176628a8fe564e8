"""Word documents become posts: title, byline, text, pictures, and nothing that readers do not see."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arrivals.sources.source import SourceError
from pages.blocks.parts import HeadingPart, PicturePart, QuotePart, TablePart, TextPart
from pages.foreign_html.plain_text import plain_text
from tests.arrivals.pictures import PIXEL
from tests.arrivals.reading import parts_of, read_post
from tests.arrivals.word_document import NAMESPACES, WordDocument, drawing, items, paragraph, run, table


@pytest.fixture
def document() -> WordDocument:
    return WordDocument()


def text_of(post: object) -> str:
    from bs4 import BeautifulSoup

    return plain_text(BeautifulSoup(getattr(post, "html", ""), "html.parser"))


def test_a_post_of_everything(document: WordDocument, tmp_path: Path) -> None:
    document.add(
        paragraph("The third week of August", style="Title"),
        paragraph("What an empty chair teaches", style="Subtitle"),
        paragraph("By Delia Marsh, science teacher"),
        paragraph("I noticed ", run("the hands", bold=True), " ", run("first", italic=True), ". "),
        paragraph("See ", document.link("the list", "https://example.org/list"), document.footnote("Two pages long.")),
        paragraph("Asking", style="Heading1"),
        paragraph("They tell you.", style="Quote"),
        paragraph("Listen.", style="Quote"),
        paragraph(document.picture(PIXEL, "A field")),
        paragraph("The creek", style="Caption"),
        items("One", "Two"),
        items("First", numbered=True),
        paragraph("Rows", style="Caption"),
        table([["Row", "Steps"], ["1", "20"]]),
        paragraph("The end."),
    )
    post = read_post(document.save(tmp_path / "draft.docx"))
    assert (post.title, post.subtitle) == ("The third week of August", "What an empty chair teaches")
    assert [(author.name, author.line) for author in post.authors] == [("Delia Marsh", "science teacher")]
    (file,) = post.files
    assert parts_of(post) == [
        TextPart(
            "<p>I noticed <b>the hands</b> <i>first</i>.</p>"
            '<p>See <a href="https://example.org/list">the list</a><sup>[1]</sup></p>'
        ),
        HeadingPart("Asking", 2),
        QuotePart("They tell you.\n\nListen."),
        PicturePart(file.address, "A field", "The creek"),
        TextPart("<ul><li>One</li><li>Two</li></ul><ol><li>First</li></ol>"),
        TablePart((("Row", "Steps"), ("1", "20")), True, "Rows"),
        TextPart("<p>The end.</p><p>[1] Two pages long.</p>"),
    ]
    assert file.open is not None and file.open().read() == PIXEL
    assert file.alternative_text == "A field"
    assert post.notes == ()


def test_the_same_picture_twice_is_one_file(document: WordDocument, tmp_path: Path) -> None:
    document.add(paragraph(document.picture(PIXEL, "A")), paragraph(document.picture(PIXEL, "B")))
    assert len(read_post(document.save(tmp_path / "a.docx")).files) == 1


def test_tracked_changes_and_comments(document: WordDocument, tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>removed</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("added ")}</w:ins>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    moved = f'<w:moveFrom w:id="3">{run("moved away")}</w:moveFrom>'
    document.add(paragraph("We ", deleted, inserted, moved, "stay.", comment))
    document.part(
        "word/comments.xml",
        f'<w:comments {NAMESPACES}><w:comment w:id="0">{paragraph("Why?")}</w:comment></w:comments>',
    )
    post = read_post(document.save(tmp_path / "a.docx"))
    assert text_of(post) == "We added stay."
    assert "1 comment is not taken over." in post.notes
    assert "2 tracked deletions are left out." in post.notes
    assert "1 tracked insertion is taken over as text." in post.notes


def test_a_paragraph_whose_end_was_deleted_joins_the_next_one(document: WordDocument, tmp_path: Path) -> None:
    ended = "<w:rPr><w:del/></w:rPr>"
    document.add(
        paragraph("One", properties=ended),
        paragraph(" and two"),
        paragraph("The last", properties=ended),
    )
    assert read_post(document.save(tmp_path / "a.docx")).html == "<p>One and two</p><p>The last</p>"


def test_words_that_converters_forget(document: WordDocument, tmp_path: Path) -> None:
    box = f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph('In a box')}</w:txbxContent></wps:txbx></wps:wsp>"
    choice = (
        f"<w:drawing><wp:anchor><a:graphic><a:graphicData>{box}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    content = f"<w:txbxContent>{paragraph('In a box')}</w:txbxContent>"
    old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
    both = f"<w:r><mc:AlternateContent><mc:Choice>{choice}</mc:Choice>{old}</mc:AlternateContent></w:r>"
    ruby = f"<w:r><w:ruby><w:rt>{run('kana')}</w:rt><w:rubyBase>{run('kanji')}</w:rubyBase></w:ruby></w:r>"
    document.add(
        paragraph(f'<w:fldSimple w:instr="PAGE">{run("field")}</w:fldSimple>'),
        paragraph("one", "<w:r><w:cr/></w:r>", "two"),
        paragraph("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"),
        paragraph(f"<w:bdo>{run('turned')}</w:bdo>", ruby),
        paragraph("Before the box", both),
        paragraph(f'<w:hyperlink r:id="rId99">{run("lost link")}</w:hyperlink>'),
    )
    post = read_post(document.save(tmp_path / "a.docx"))
    assert text_of(post) == "field one two a+b turnedkanji (kana) Before the box In a box lost link"
    assert "1 formula is taken over as plain text." in post.notes


def test_endnotes_come_after_the_text(document: WordDocument, tmp_path: Path) -> None:
    mark = '<w:r><w:endnoteReference w:id="5"/></w:r>'
    document.add(items("One"), paragraph("Text", document.footnote("A footnote."), mark), items("Two"))
    note = f'<w:endnote w:id="5">{paragraph("An endnote.")}{paragraph("Its second paragraph.")}</w:endnote>'
    document.part("word/endnotes.xml", f"<w:endnotes {NAMESPACES}>{note}</w:endnotes>")
    (text,) = parts_of(read_post(document.save(tmp_path / "a.docx")))
    assert isinstance(text, TextPart)
    assert text.html == (
        "<ul><li>One</li></ul><p>Text<sup>[1]</sup><sup>[2]</sup></p><ul><li>Two</li></ul>"
        "<p>[1] A footnote.</p><p>[2] An endnote.</p><p>Its second paragraph.</p>"
    )


def test_hidden_text_is_not_shown(document: WordDocument, tmp_path: Path) -> None:
    document.add(paragraph("Seen", run(" and hidden", properties="<w:vanish/>")))
    post = read_post(document.save(tmp_path / "a.docx"))
    assert text_of(post) == "Seen"
    assert post.notes[0] == "1 hidden text is left out."


def test_pictures_that_cannot_be_taken(document: WordDocument, tmp_path: Path) -> None:
    linked = document.relationship("image", "http://127.0.0.1:1/a.png", outside=True)
    missing = document.relationship("image", "media/none.png")
    document.add(
        paragraph(drawing(f'<a:blip r:link="{linked}"/>')),
        paragraph(drawing(f'<a:blip r:embed="{missing}"/>')),
        paragraph(document.picture(b"emf", suffix=".emf")),
        paragraph("<w:r><w:drawing><wp:inline><a:graphic/></wp:inline></w:drawing></w:r>"),
        paragraph("Text."),
    )
    post = read_post(document.save(tmp_path / "a.docx"))
    assert (post.html, post.files) == ("<p>Text.</p>", ())
    assert [note.partition(" ")[2][:20] for note in post.notes[:4]] == [
        "drawing or chart is ",
        "picture is in a form",
        "picture is only link",
        "picture is missing i",
    ]


def test_headers_and_footers_are_named(document: WordDocument, tmp_path: Path) -> None:
    document.add(paragraph("Text."))
    document.part("word/header1.xml", f"<w:hdr {NAMESPACES}>{paragraph('Draft, not for print')}</w:hdr>")
    post = read_post(document.save(tmp_path / "a.docx"))
    assert "A header or footer is not taken over: “Draft, not for print”." in post.notes


def test_a_title_by_other_means(tmp_path: Path) -> None:
    heading = WordDocument().add(paragraph("A heading", style="Heading1"), paragraph("Text."))
    assert read_post(heading.save(tmp_path / "a.docx")).title == "A heading"
    plain = WordDocument().add(paragraph("Only text."))
    post = read_post(plain.save(tmp_path / "my_first-post.docx"))
    assert (post.title, post.html) == ("my first post", "<p>Only text.</p>")
    plain.core_title, plain.creator = "Named inside", "Kai Okoro"
    post = read_post(plain.save(tmp_path / "b.docx"))
    assert post.title == "Named inside"
    assert [author.name for author in post.authors] == ["Kai Okoro"]
    assert "check that" in post.notes[-1]


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]>'


def test_entities_are_refused(document: WordDocument, tmp_path: Path) -> None:
    document.part(
        "word/document.xml",
        f"{BOMB}<w:document {NAMESPACES}><w:body>{paragraph('&c;')}</w:body></w:document>".replace("&amp;", "&"),
    )
    with pytest.raises(SourceError, match="defines entities"):
        read_post(document.save(tmp_path / "a.docx"))


@pytest.mark.parametrize("part", ["word/styles.xml", "docProps/core.xml", "word/_rels/document.xml.rels"])
def test_entities_are_refused_in_every_part(document: WordDocument, tmp_path: Path, part: str) -> None:
    document.add(paragraph("Text."))
    document.part(part, f"{BOMB}<a>&c;</a>")
    with pytest.raises(SourceError, match="defines entities"):
        read_post(document.save(tmp_path / "a.docx"))


def test_damaged_documents_are_refused(document: WordDocument, tmp_path: Path) -> None:
    document.part("word/document.xml", "<w:document")
    with pytest.raises(SourceError, match="is damaged"):
        read_post(document.save(tmp_path / "a.docx"))
    document.part("word/document.xml", f"<w:document {NAMESPACES}>{'<w:p>' * 400}{'</w:p>' * 400}</w:document>")
    with pytest.raises(SourceError, match="deeper"):
        read_post(document.save(tmp_path / "b.docx"))
    document.part("word/document.xml", f"<w:document {NAMESPACES}/>")
    with pytest.raises(SourceError, match="no text document"):
        read_post(document.save(tmp_path / "c.docx"))
    (tmp_path / "d.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an older file")
    with pytest.raises(SourceError, match="before Word 2007"):
        read_post(tmp_path / "d.docx")
    (tmp_path / "e.docx").write_bytes(b"no archive")
    with pytest.raises(SourceError, match="not a whole ZIP file"):
        read_post(tmp_path / "e.docx")


WORDS = st.text("abcdefgh", min_size=1, max_size=6)
PIECES = st.lists(
    st.tuples(st.sampled_from(["p", "h", "quote", "list", "numbers", "table", "bold", "note", "box"]), WORDS, WORDS),
    max_size=12,
)


@pytest.mark.slow
@given(PIECES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_word_is_lost_doubled_or_reordered(tmp_path: Path, pieces: list[tuple[str, str, str]]) -> None:
    document = WordDocument()
    expected: list[str] = []
    notes: list[str] = []
    document.add(paragraph("0start here"))
    for number, (kind, *words) in enumerate(pieces):
        one, two = (f"{word}{number}{place}" for place, word in zip("xy", words, strict=True))
        document.add(_piece(document, kind, one, two))
        expected.append(one)
        (notes if kind == "note" else expected).append(two)
    post = read_post(document.save(tmp_path / "a.docx"))
    said = " ".join(_text(part) for part in parts_of(post))
    found = re.sub(r"<[^>]*>", " ", re.sub(r"<sup>.*?</sup>|\[\d+\]", " ", said)).split()
    assert found == ["0start", "here", *expected, *notes]


def _piece(document: WordDocument, kind: str, one: str, two: str) -> str:
    match kind:
        case "h" | "quote":
            return paragraph(f"{one} {two}", style="Heading2" if kind == "h" else "Quote")
        case "list":
            return items(one, two)
        case "numbers":
            return items(one, numbered=True) + items(two, level=1)
        case "table":
            return table([[one], [two]])
        case "bold":
            return paragraph(run(one, bold=True), run(f" {two}", italic=True))
        case "note":
            return paragraph(one, document.footnote(two))
        case "box":
            return paragraph(one, f"<w:ins>{run(' ' + two)}</w:ins>")
        case _:
            return paragraph(one, " ", two)


def _text(part: object) -> str:
    if isinstance(part, TextPart):
        return re.sub(r"</(b|i)><(b|i)>|</?(b|i)>", "", part.html)
    if isinstance(part, TablePart):
        return " ".join(cell for row in part.rows for cell in row)
    return str(getattr(part, "text", ""))
