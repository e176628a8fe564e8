"""Exports of Ghost and Substack."""

import datetime
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from arrivals.records.page import Publicity
from arrivals.records.person import ArrivingPerson
from arrivals.records.post import ArrivingPost
from arrivals.records.section import ArrivingSection
from arrivals.records.topic import ArrivingTopic
from arrivals.sources.source import SourceError
from tests.arrivals.reading import read, sentences


def ghost(tmp_path: Path, **data: Any) -> Path:
    whole: dict[str, Any] = {
        "posts": [],
        "settings": [{"key": "title", "value": "News"}, {"key": "url", "value": "https://news.example.org/"}],
        "users": [{"id": "u1", "name": "Jane Doe", "slug": "jane", "bio": "Writes."}],
        "tags": [
            {"id": "t1", "name": "Work", "slug": "work", "visibility": "public"},
            {"id": "t2", "name": "#internal", "slug": "hash-internal", "visibility": "internal"},
        ],
        **data,
    }
    path = tmp_path / "ghost.json"
    path.write_text(json.dumps({"db": [{"meta": {"version": "5.80.0"}, "data": whole}]}))
    return path


POST = {
    "id": "p1",
    "uuid": "0-1",
    "title": "Rain",
    "slug": "rain",
    "html": '<p>It <img src="__GHOST_URL__/content/images/a.png"></p>',
    "feature_image": "__GHOST_URL__/content/images/b.png",
    "status": "published",
    "visibility": "public",
    "type": "post",
    "custom_excerpt": "Short.",
    "published_at": "2026-01-05T03:00:00.000Z",
}


def test_ghost(tmp_path: Path) -> None:
    path = ghost(
        tmp_path,
        posts=[POST, {**POST, "id": "p2", "slug": "about", "type": "page", "uuid": None}],
        posts_authors=[{"post_id": "p1", "author_id": "u1", "sort_order": 0}],
        posts_tags=[{"post_id": "p1", "tag_id": "t1"}, {"post_id": "p1", "tag_id": "t2"}],
        posts_meta=[{"post_id": "p1", "meta_title": "Rain!", "meta_description": "About rain"}],
        members=[{"id": "m1"}],
    )
    person, topic, post, section, remark = records = read("ghost", path)
    assert isinstance(person, ArrivingPerson) and person.old_addresses == ("https://news.example.org/author/jane/",)
    assert isinstance(topic, ArrivingTopic) and topic.name == "Work"
    assert isinstance(post, ArrivingPost) and isinstance(section, ArrivingSection)
    assert (post.address, post.old_addresses) == (
        "https://news.example.org/rain/",
        ("https://news.example.org/p/0-1/",),
    )
    assert 'src="https://news.example.org/content/images/a.png"' in post.html
    assert post.feature_image == "https://news.example.org/content/images/b.png"
    assert post.published_at == datetime.datetime(2026, 1, 5, 3, tzinfo=datetime.UTC)
    # The day in New York.
    assert post.published_on == datetime.date(2026, 1, 4)
    assert [author.person for author in post.authors] == [person.key]
    assert post.topics == (topic.key,)
    assert (post.search_title, post.search_description, post.summary) == ("Rain!", "About rain", "Short.")
    assert post.publicity is Publicity.PUBLIC
    assert sentences(records) == ["1 members (subscribers) are not taken over."] and remark.key == "remark:members"


@pytest.mark.parametrize(
    ("values", "publicity"),
    [
        ({"status": "draft"}, Publicity.DRAFT),
        ({"status": "scheduled"}, Publicity.SCHEDULED),
        ({"visibility": "paid"}, Publicity.RESTRICTED),
        ({"status": "sent"}, Publicity.RESTRICTED),
    ],
)
def test_states_of_ghost(tmp_path: Path, values: dict[str, str], publicity: Publicity) -> None:
    post = read("ghost", ghost(tmp_path, posts=[{**POST, **values}]))[-1]
    assert isinstance(post, ArrivingPost) and post.publicity is publicity


def test_a_text_in_the_form_of_the_editor_is_said(tmp_path: Path) -> None:
    post = read("ghost", ghost(tmp_path, posts=[{**POST, "html": None, "lexical": "{}"}]))[-1]
    assert "Ghost's editor" in post.notes[0]


@pytest.mark.parametrize("text", ["{}", "[]", '{"db": []}', '{"db": [{"data": {}}]}', "no"])
def test_what_is_no_export_of_ghost(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(SourceError):
        read("ghost", tmp_path / "a.json")


TABLE = (
    "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url\n"
    "11.rain,2026-01-05T03:00:00.000Z,true,,,newsletter,everyone,Rain,It rains,\n"
    "12.sun,,false,,,podcast,only_paid,Sun,,\n"
)


def substack(tmp_path: Path, folder: str = "", table: str = TABLE) -> Path:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{folder}posts.csv", table)
        archive.writestr(f"{folder}posts/11.rain.html", "<p>Rain</p>")
        archive.writestr(f"{folder}email_list.example.csv", "email\n")
    return path


@pytest.mark.parametrize("folder", ["", "export/"])
def test_substack(tmp_path: Path, folder: str) -> None:
    rain, sun, _ = records = read("substack", substack(tmp_path, folder))
    assert isinstance(rain, ArrivingPost) and isinstance(sun, ArrivingPost)
    assert (rain.key, rain.title, rain.subtitle, rain.slug) == ("post:11", "Rain", "It rains", "rain")
    assert (rain.html, rain.publicity, rain.old_addresses) == ("<p>Rain</p>", Publicity.PUBLIC, ("/p/rain",))
    assert rain.published_on == datetime.date(2026, 1, 4)
    assert sun.publicity is Publicity.RESTRICTED
    assert sun.notes[0] == "Its text is not in the export."
    assert "The list of subscribers is not taken over." in sentences(records)


def test_what_is_no_export_of_substack(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.html", "x")
    with pytest.raises(SourceError, match=r"no posts\.csv"):
        read("substack", tmp_path / "a.zip")
