"""Conversion of rich text to plain text, and the declaration of the texts that search reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.rich_text import RichText

from pages.checks import check_texts
from pages.fields.plain_text import count_words, excerpt, plain_text, reading_time
from pages.fields.texts import Text
from pages.models import GuestBlogPost, Person, SearchDocument
from pages.models.base import BODY_TEXT, HEADER_TEXTS
from tests.content import make_post


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One two — three", 4),
        ("Klima\u00adschutz\u00adgesetz \u200b \u2060", 1),
        ("\u200fשלום עולם", 2),
        ("气候变化" * 700, 2800),
        ("私はカナを読む。", 7),
        ("2,800字です and more", 6),
        ("한국어 띄어쓰기", 2),
        # Without a dictionary, a word is four letters.
        ("น้ำมัน", 1),
        ("ประเทศไทยมีประชากร", 5),
        ("ພາສາລາວ", 2),
        ("မြန်မာဘာသာ", 2),
        ("ភាសាខ្មែរ", 2),
        ("", 0),
    ],
)
def test_words_of_every_script_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("今天天气很好。我们去公园！明天再说", 15, "今天天气很好。我们去公园！"),
        ("彼は「行こう！」と言った。それから", 14, "彼は「行こう！」と言った。"),
        ("क्या आप जानते हैं? यह सच है। और बहुत", 30, "क्या आप जानते हैं? यह सच है।"),
        ("ا بھی وقت ہے۔ کل نہیں", 15, "ا بھی وقت ہے۔"),
        ("It cost 3.5 million dollars", 20, "It cost 3.5 million…"),
        ("标题 " + "很长" * 20, 10, "标题 很长很长很长…"),
        ("น้ำ" * 10, 8, "น้ำน้ำ…"),
        ("e\u0301" * 20, 8, "e\u0301e\u0301e\u0301…"),
    ],
)
def test_excerpts_end_where_the_script_lets_them(text: str, length: int, expected: str) -> None:
    assert excerpt(text, length) == expected


@pytest.mark.django_db
def test_only_rich_text_is_markup() -> None:
    typed = "Write to <press@example.org> if a < b and c > d, and type &lt;b&gt; for bold."
    body = [("quote", {"text": typed, "attribution": "A. Writer"}), ("paragraph", RichText("<p>a &lt; b</p>"))]
    post = make_post(body=body, summary="")
    assert post.excerpt == f"{typed} a < b"
    assert SearchDocument.objects.get(kind="page", object_id=post.pk).text.endswith(f"{typed} A. Writer · a < b")


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
