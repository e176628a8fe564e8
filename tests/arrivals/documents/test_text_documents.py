"""Markdown and web pages become posts."""

import base64
import datetime
import re
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arrivals.records.topic import ArrivingTopic
from arrivals.sources.source import SourceError
from pages.blocks.parts import HeadingPart, PicturePart, QuotePart, TablePart, TextPart
from tests.arrivals.pictures import PIXEL
from tests.arrivals.reading import parts_of, read, read_post

DATA = f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"
MARKDOWN = """---
title: The third week of August
subtitle: What an empty chair teaches
author: Delia Marsh and Kai Okoro
date: 2026-08-20
lastmod: August 22, 2026
categories: [Agriculture, Education]
tags: tobacco, summer
description: Four of my pupils come with green hands.
image: https://example.org/field.jpg
canonical_url: https://example.org/august
layout: post
mood: sad
---
I noticed *the hands* first.[^1]

## Asking

> They tell you.
>
> — A farmer

![A field](DATA)

| Row | Steps |
|-----|-------|
| 1   | 20    |

- One
- ~~Two~~

[^1]: Two pages long.
"""


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    path = written(tmp_path / "august.md", MARKDOWN.replace("DATA", DATA))
    post = read_post(path)
    assert (post.title, post.subtitle) == ("The third week of August", "What an empty chair teaches")
    assert [author.name for author in post.authors] == ["Delia Marsh", "Kai Okoro"]
    assert (post.published_on, post.updated_on) == (datetime.date(2026, 8, 20), datetime.date(2026, 8, 22))
    assert (post.summary, post.tags) == ("Four of my pupils come with green hands.", ("tobacco", "summer"))
    assert (post.feature_image, post.canonical_url) == ("https://example.org/field.jpg", "https://example.org/august")
    topics = [record for record in read("markdown", path) if isinstance(record, ArrivingTopic)]
    assert [topic.name for topic in topics] == ["Agriculture", "Education"]
    assert post.topics == tuple(topic.key for topic in topics)
    assert post.notes == ("The front matter also has mood, which a post does not have.",)
    (file,) = post.files
    assert file.open is not None and file.open().read() == PIXEL
    assert parts_of(post) == [
        TextPart("<p>I noticed <i>the hands</i> first.<sup>[1]</sup></p>"),
        HeadingPart("Asking", 2),
        QuotePart("They tell you.", "A farmer"),
        PicturePart(file.address, "A field"),
        TablePart((("Row", "Steps"), ("1", "20")), True),
        TextPart("<ul><li>One</li><li><s>Two</s></li></ul><p>[1] Two pages long.</p>"),
    ]


def test_markdown_without_front_matter(tmp_path: Path) -> None:
    post = read_post(written(tmp_path / "a.markdown", "# Rain\n\nBy Jane Doe\n\nIt rains.\n\n# Sun\n"))
    assert (post.title, [author.name for author in post.authors]) == ("Rain", ["Jane Doe"])
    assert post.html == "<p>It rains.</p>\n<h1>Sun</h1>"


def test_a_heading_that_repeats_the_title_is_taken_out_once(tmp_path: Path) -> None:
    post = read_post(written(tmp_path / "a.md", "---\ntitle: Rain\n---\n# Rain\n\n# Rain\n\nText"))
    assert post.html == "<h1>Rain</h1>\n<p>Text</p>"
    post = read_post(written(tmp_path / "a.md", "---\ntitle: Rain\n---\n# Sun\n\nText"))
    assert (post.title, post.html) == ("Rain", "<h1>Sun</h1>\n<p>Text</p>")


@pytest.mark.parametrize(
    ("front", "sentence"),
    [
        ("title: [a", r"front matter of a.md is not right in line \d"),
        ("a: &x [1]\nb: *x", "refers to another place"),
        ("a: !!python/object/apply:os.system [ls]", "front matter of a.md is not right"),
        ("a: " + "x" * 70_000, "longer than 64 kB"),
    ],
)
def test_front_matter_that_is_wrong(tmp_path: Path, front: str, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        read_post(written(tmp_path / "a.md", f"---\n{front}\n---\nText"))


def test_what_is_no_front_matter_is_text(tmp_path: Path) -> None:
    assert read_post(written(tmp_path / "a.md", "---\nJust a line\n---\nText")).title == "Just a line"
    post = read_post(written(tmp_path / "a.md", "---\ndate: some day\n---\nText"))
    assert "“some day”" in post.notes[0]


def test_html_in_markdown_runs_nothing(tmp_path: Path) -> None:
    post = read_post(written(tmp_path / "a.md", "Text <script>alert(1)</script><b onclick=x>bold</b>"))
    assert post.html == "<p>Text <b>bold</b></p>"


HTML = """<!DOCTYPE html><html><head><meta charset="iso-8859-1"><title>The head</title>
<meta name="description" content="In short."><style>.c1{font-weight:700}.c2{font-style:italic;color:red}</style></head>
<body><p class="c3 title"><span>The caf\xe9</span></p><p class="subtitle">Open</p><p>By Jane Doe</p>
<p><span class="c1">Bold</span> <span class="c2">slanted</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>
<p><img src="images/image1.png" alt="A cup"><img src="https://example.org/b.jpg"><img src="file:///C:/c.png"></p>
<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is that so?</span></p></div></body></html>"""


def test_a_page_of_google_docs_with_its_pictures(tmp_path: Path) -> None:
    path = tmp_path / "Cafe.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Cafe.html", HTML.encode("iso-8859-1"))
        archive.writestr("images/image1.png", PIXEL)
        archive.writestr("__MACOSX/._Cafe.html", b"x")
    post = read_post(path)
    assert (post.title, post.subtitle, post.summary) == ("The café", "Open", "In short.")
    assert [author.name for author in post.authors] == ["Jane Doe"]
    (file,) = post.files
    assert parts_of(post) == [
        TextPart("<p><b>Bold</b> <i>slanted</i></p>"),
        PicturePart(file.address, "A cup"),
        PicturePart("https://example.org/b.jpg"),
    ]
    assert file.open is not None and file.open().read() == PIXEL
    assert post.notes[0] == "1 comment is not taken over."
    assert "only on the computer of the author" in post.notes[1]


def test_a_web_page_alone_names_the_pictures_that_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "image1.png").write_bytes(PIXEL)
    post = read_post(written(tmp_path / "a.html", HTML.encode("iso-8859-1")))
    # What lies beside the file may belong to somebody else.
    assert post.files == ()
    assert "The picture images/image1.png (“A cup”) is not in the file" in post.notes[1]


def test_the_title_of_a_page_without_headings(tmp_path: Path) -> None:
    post = read_post(written(tmp_path / "a.htm", "<title>The  head</title><p>Text</p>"))
    assert (post.title, post.html) == ("The head", "<p>Text</p>")


def test_archives_with_none_or_several_pages(tmp_path: Path) -> None:
    for names, sentence in ((["a.txt"], "holds no page"), (["a.html", "b.md"], "holds 2 pages")):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            for name in names:
                archive.writestr(name, b"Text")
        with pytest.raises(SourceError, match=sentence):
            read_post(tmp_path / "a.zip")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.doc", "a.ODT", "a.pdf", "a.pages", "a.rtf", "a.docm", "a.txt", "a.xyz"])
def test_other_formats_are_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match=r"docx|\.md"):
        call_command("import_document", str(written(tmp_path / name, b"content")))


def test_files_that_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a PDF"):
        read_post(written(tmp_path / "a.docx", b"%PDF-1.7"))
    with pytest.raises(SourceError, match="not a text file"):
        read_post(written(tmp_path / "a.md", b"\x00\x01\x02\x00\x00" * 100))
    with pytest.raises(SourceError, match="MB of text"):
        read_post(written(tmp_path / "a.html", b"x" * (10 * 1024**2 + 1)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert (
        read_post(written(tmp_path / "a.md", "Café “quoted” text".encode(encoding))).html == "<p>Café “quoted” text</p>"
    )


def test_nesting_without_end_is_read_as_text(tmp_path: Path) -> None:
    post = read_post(written(tmp_path / "a.html", "<div>" * 3000 + "deep" + "</div>" * 3000))
    assert "deep" in post.html


def test_the_same_document_keeps_its_key(tmp_path: Path) -> None:
    first = read_post(written(tmp_path / "a.md", "# Rain\n\nOne"))
    second = read_post(written(tmp_path / "a.md", "# Rain\n\nTwo"))
    other = read_post(written(tmp_path / "a.md", "# Sun\n\nTwo"))
    assert first.key == second.key != other.key


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=1, max_size=4)
BLOCKS = st.lists(
    st.tuples(st.sampled_from(["{}", "## {}", "> {}", "- {}", "1. {}", "*{}*", "    {}"]), WORDS), max_size=10
)


@pytest.mark.slow
@given(BLOCKS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
def test_no_word_is_lost_doubled_or_reordered(tmp_path: Path, blocks: list[tuple[str, list[str]]]) -> None:
    lines = [form.format(" ".join(words)) for form, words in blocks]
    post = read_post(written(tmp_path / "a.md", "Begin\n\n" + "\n\n".join(lines)))
    said: list[str] = []
    for part in parts_of(post):
        html = part.html if isinstance(part, TextPart) else getattr(part, "text", "")
        said += [
            word
            for word in re.sub(r"</?(?:i|b)>", "", html).replace("<", " <").replace(">", "> ").split()
            if "<" not in word
        ]
    assert said == ["Begin", *(word for _, words in blocks for word in words)]
