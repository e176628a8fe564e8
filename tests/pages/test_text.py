"""Conversion of rich text to plain text, and the declaration of the texts that search reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.checks import check_texts
from pages.fields.plain_text import excerpt, plain_text, reading_time
from pages.fields.texts import Text
from pages.models import GuestBlogPost, Person
from pages.models.base import BODY_TEXT, HEADER_TEXTS


@pytest.mark.parametrize(
    ("rich", "plain"),
    [
        ("<p>One.</p><p>Two &amp; three</p>", "One. Two & three"),
        ("a<br/>b", "a b"),
        ('<a href="x">li</a>nk', "link"),
        ("", ""),
    ],
)
def test_plain_text(rich: str, plain: str) -> None:
    assert plain_text(rich) == plain


def test_an_excerpt_ends_with_a_sentence() -> None:
    assert excerpt("One sentence. Another one that is longer.", 20) == "One sentence."
    assert excerpt("He said “Stop!” Then he left for good.", 20) == "He said “Stop!”"


def test_a_long_first_sentence_is_cut_after_a_word() -> None:
    assert excerpt("A sentence, that does not end", 14) == "A sentence…"


@given(st.text(max_size=400), st.integers(10, 300))
def test_an_excerpt_is_never_too_long(text: str, length: int) -> None:
    assert len(excerpt(text, length)) <= length


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (220, 1), (221, 2)])
def test_reading_time(words: int, minutes: int) -> None:
    assert reading_time(words) == minutes


def test_every_text_is_declared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_texts() == []
    monkeypatch.setattr(GuestBlogPost, "texts", (*HEADER_TEXTS, Text("lead"), BODY_TEXT))
    monkeypatch.setattr(Person, "texts", (Text("job_title"),))
    assert {(message.id, message.msg) for message in check_texts()} == {
        ("pages.E001", "pages.GuestBlogPost.texts names “lead”, which is no field."),
        ("pages.W002", "Search does not find the text in pages.GuestBlogPost.intro: texts does not name it."),
        ("pages.W002", "Search does not find the text in pages.Person.bio: texts does not name it."),
    }
