"""Conversion of rich text to plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.fields.plain_text import excerpt, plain_text, reading_time


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
