"""The commands that import."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from arrivals.models import ImportRun
from pages.models import GuestBlogPost, Person, SectionPage, User
from tests.arrivals.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


def said(command: str, *arguments: Any, **options: Any) -> str:
    output = io.StringIO()
    call_command(command, *map(str, arguments), stdout=output, stderr=output, **options)
    return output.getvalue()


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text("# A note\n\nBy Delia Marsh\n\nSome words.\n")
    return path


def test_a_document(note: Path) -> None:
    assert "note.md: 1 created." in said("import_document", note)
    assert GuestBlogPost.objects.get().title == "A note"
    assert "note.md: 1 unchanged." in said("import_document", note)


def test_a_dry_run_lists_everything_and_keeps_nothing(note: Path) -> None:
    pages = Page.objects.count()
    text = said("import_document", note, dry_run=True)
    assert "Created: post “A note”" in text
    assert Page.objects.count() == pages
    assert not ImportRun.objects.exists()


def test_several_files_of_which_one_fails(note: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"nothing")
    output = io.StringIO()
    with pytest.raises(CommandError, match=r"Not everything was read: broken\.docx"):
        call_command("import_document", str(broken), str(note), stdout=output, stderr=output)
    assert "broken.docx: " in output.getvalue()
    assert GuestBlogPost.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"user": "nobody@example.org"}, "There is no user nobody@example.org."),
        ({"site": "nowhere.example.org"}, "There is no site nowhere.example.org."),
        ({"time_zone": "Mars/North"}, "There is no time zone “Mars/North”."),
        ({"posts_below": "/nowhere/"}, "There is no page at /nowhere/."),
    ],
)
def test_options_that_name_nothing(note: Path, options: dict[str, str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        said("import_document", note, **options)
    assert not GuestBlogPost.objects.exists()


def test_files_that_are_not_there_or_of_another_kind(note: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        said("import_document", note, tmp_path / "missing.md")
    assert not GuestBlogPost.objects.exists()
    with pytest.raises(CommandError, match="does not end in one of"):
        said("import_calendar", note)


def test_files_that_are_too_large(note: Path, settings: Any) -> None:
    settings.IMPORT_LARGEST_FILE = 10
    with pytest.raises(CommandError, match="Not everything was read"):
        said("import_document", note)


def test_where_pages_go_and_who_owns_them(note: Path, sections: dict[str, SectionPage]) -> None:
    user = User.objects.create_user("owner@example.org", "a-password-for-tests")
    said("import_document", note, posts_below="/events/", user="OWNER@example.org")
    made = GuestBlogPost.objects.get()
    assert (made.get_parent().pk, made.owner) == (sections["events"].pk, user)


def test_a_table_with_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Who,Does\nAda Writer,Poet\n")
    text = said("import_table", "people", path, column=["Who=name", "Does=job_title"])
    assert "people.csv: 1 created." in text
    assert Person.objects.get().job_title == "Poet"
    with pytest.raises(CommandError, match="--column takes HEADER=FIELD"):
        said("import_table", "people", path, column=["Who"])


def test_a_calendar(tmp_path: Path) -> None:
    path = tmp_path / "meetings.ics"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example.org//x//EN", "BEGIN:VEVENT", "UID:1@example.org"]
    lines += ["SUMMARY:Meeting", "DTSTART:20300614T190000", "END:VEVENT", "END:VCALENDAR", ""]
    path.write_text("\r\n".join(lines))
    assert "meetings.ics: 1 created." in said("import_calendar", path)


@pytest.mark.parametrize("name", ["wordpress-1.0.xml", "wordpress-1.2.xml"])
def test_a_site_of_wordpress(name: str) -> None:
    text = said("import_wordpress", SAMPLES / name, no_downloads=True)
    assert f"{name}: " in text
    assert "created" in text
    again = said("import_wordpress", SAMPLES / name, no_downloads=True)
    assert " created" not in again.splitlines()[-1]


def test_an_import_that_is_interrupted_says_so(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("arrivals.writing.writer.Writer.write", interrupted)
    with pytest.raises(CommandError, match="What has arrived is kept"):
        said("import_document", note)
    monkeypatch.undo()
    assert "note.md: 1 created." in said("import_document", note)


def test_escapes_that_name_no_character_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text('---\ntitle: "A\\0 no\\ud800te"\nauthor: "Delia\\0 Marsh"\n---\n\nSome words.\n')
    assert "note.md: 1 created." in said("import_document", path)
    assert GuestBlogPost.objects.get().title == "A note"
    path = tmp_path / "ghost.json"
    given = {"id": "1", "title": "A\0 let\ud800ter", "slug": "a", "html": "<p>\0\ud800x</p>", "status": "published"}
    data = {"posts": [{**given, "type": "post", "published_at": "2020-01-01T00:00:00.000Z"}]}
    path.write_text(json.dumps({"db": [{"meta": {"version": "5"}, "data": data}]}))
    assert "ghost.json: 1 created." in said("import_document", path)
    assert GuestBlogPost.objects.filter(title="A letter").exists()
