"""Documents, calendars, tables and newsletters, from the file to the drafts, and again."""

from pathlib import Path
from typing import Any

import pytest

from arrivals.models import ImportRun
from arrivals.sources.registry import sources
from arrivals.sources.source import ReadOptions
from pages.models import EventPage, GuestBlogPost, Image, Organization, Person, SectionPage
from pages.records.event_series import EventSeries
from tests.arrivals.conftest import Import, picture
from tests.arrivals.reading import NEW_YORK
from tests.arrivals.word_document import WordDocument, items, paragraph, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def import_file(bring_in: Import) -> Any:
    """Import a file of a source, and return the run."""

    def import_file(source: str, path: Path, **options: Any) -> ImportRun:
        return bring_in(reader=sources()[source].read(path, ReadOptions(time_zone=NEW_YORK)), **options)

    return import_file


def document(title: str = "The third week of August") -> WordDocument:
    made = WordDocument()
    opener = picture().open
    assert opener is not None
    return made.add(
        paragraph(title, style="Title"),
        paragraph("What an empty chair teaches", style="Subtitle"),
        paragraph("By Delia Marsh, science teacher"),
        paragraph("See ", made.link("the list", "https://example.org/list"), "."),
        paragraph("Asking", style="Heading1"),
        paragraph("They tell you.", style="Quote"),
        paragraph(made.picture(opener().read(), "A field", suffix=".jpg")),
        paragraph("The creek", style="Caption"),
        items("One", "Two"),
        table([["Row", "Steps"], ["1", "20"]]),
    )


def test_a_document_becomes_a_draft(import_file: Any, sections: dict[str, SectionPage], tmp_path: Path) -> None:
    path = document().save(tmp_path / "draft.docx")
    run = import_file("word", path)
    post = GuestBlogPost.objects.get()
    assert (post.title, post.subtitle, post.live) == ("The third week of August", "What an empty chair teaches", False)
    assert post.get_parent().pk == sections["posts"].pk
    assert [(author.name, author.byline) for author in post.authors.all()] == [("Delia Marsh", "science teacher")]
    blocks = [block.block_type for block in post.body]
    assert blocks == ["paragraph", "heading", "quote", "image", "paragraph", "table"]
    image = Image.objects.get()
    assert image.alt == "A field"
    assert post.body[3].value["caption"] == "The creek"
    assert run.counts == {"created": 2}
    again = import_file("word", path)
    assert again.counts == {"unchanged": 2}
    assert (GuestBlogPost.objects.count(), Image.objects.count()) == (1, 1)


def test_another_version_of_a_document_updates_the_draft(import_file: Any, tmp_path: Path) -> None:
    import_file("word", document().save(tmp_path / "draft.docx"))
    longer = document().add(paragraph("And more."))
    assert import_file("word", longer.save(tmp_path / "draft.docx")).counts == {"updated": 1, "unchanged": 1}
    assert "And more." in str(GuestBlogPost.objects.get().body)


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:one@example.org
DTSTART;TZID=America/New_York:20300301T190000
DTEND;TZID=America/New_York:20300301T203000
SUMMARY:Weekly meeting
LOCATION:Town hall
ORGANIZER;CN=The Coalition:mailto:a@example.org
CATEGORIES:meetings
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;TZID=America/New_York:20300308T190000
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_becomes_a_series_of_drafts(import_file: Any, tmp_path: Path) -> None:
    path = tmp_path / "calendar.ics"
    path.write_text(CALENDAR)
    import_file("icalendar", path)
    series = EventSeries.objects.get()
    assert series.name == "Weekly meeting"
    events = list(EventPage.objects.order_by("start_date"))
    assert [str(event.start_date) for event in events] == ["2030-03-01", "2030-03-15"]
    assert {event.series_id for event in events} == {series.pk}
    assert [event.series_number for event in events] == [1, 2]
    assert events[0].venue_name == "Town hall"
    assert [host.name for host in events[0].hosts.all()] == ["The Coalition"]
    counts = import_file("icalendar", path).counts
    assert set(counts) == {"unchanged"}


def test_tables_become_records_and_events(import_file: Any, tmp_path: Path) -> None:
    for name, text in (
        ("people", "Name,Job title,Organization\nJane Doe,Director,Lantern Institute\n"),
        ("organizations", "Name,Type\nOpen Bell,Labor union\n"),
        ("events", "Title,Date,Time,City\nA talk,2030-06-16,1 pm,Washington\n"),
    ):
        path = tmp_path / f"{name}.csv"
        path.write_text(text)
        import_file(f"{name}_table", path)
    assert str(Person.objects.get().organization) == "Lantern Institute"
    assert {item.name: item.kind for item in Organization.objects.all()} == {
        "Lantern Institute": "",
        "Open Bell": "union",
    }
    assert EventPage.objects.get().venue_locality == "Washington"
