"""Calendars become events and series, at the times of the clock that they say."""

import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from arrivals.records.event import ArrivingEvent
from arrivals.records.page import Publicity
from arrivals.records.record import ArrivingRecord
from arrivals.records.series import ArrivingSeries
from arrivals.sources.source import SourceError
from tests.arrivals.reading import events_of, read, sentences

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today() -> object:
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False) as traveler:
        yield traveler


def calendar(tmp_path: Path, *components: str, head: str = "") -> Path:
    lines = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", head, *components, "END:VCALENDAR"])
    path = tmp_path / "calendar.ics"
    path.write_bytes("\r\n".join(line for line in lines.split("\n") if line).encode())
    return path


def entry(body: str, uid: str = "one@example.org") -> str:
    return f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T000000Z\n{body.strip()}\nEND:VEVENT"


def the_event(tmp_path: Path, body: str, head: str = "") -> ArrivingEvent:
    (event,) = events_of(read("icalendar", calendar(tmp_path, entry(body), head=head)))
    return event


def times(records: list[ArrivingRecord]) -> list[str]:
    return [f"{event.start_date} {event.start_time:%H:%M}" for event in events_of(records) if event.start_time]


ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16011104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
END:DAYLIGHT
END:VTIMEZONE"""


@pytest.mark.parametrize(
    ("start", "head", "expected"),
    [
        ("DTSTART;TZID=Europe/Berlin:20260616T130000", "", ("13:00", "Europe/Berlin")),
        ("DTSTART;TZID=W. Europe Standard Time:20260616T130000", "", ("13:00", "Europe/Berlin")),
        ("DTSTART;TZID=/freeassociation.example/Europe/Berlin:20260616T130000", "", ("13:00", "Europe/Berlin")),
        # In UTC, as Google writes single events: on the clock of the calendar, or else of the site.
        ("DTSTART:20260616T170000Z", "X-WR-TIMEZONE:Europe/Berlin", ("19:00", "Europe/Berlin")),
        ("DTSTART:20260616T170000Z", "", ("13:00", "America/New_York")),
        ("DTSTART:20260616T130000", "", ("13:00", "America/New_York")),
        ("DTSTART:20260616T130000", "X-WR-TIMEZONE:Europe/Berlin", ("13:00", "Europe/Berlin")),
        ("DTSTART;TZID=Customized 1:20260616T130000", ZONE.format(name="Customized 1"), ("13:00", "America/Chicago")),
        ("DTSTART;TZID=UTC:20260616T170000", "", ("13:00", "America/New_York")),
    ],
)
def test_time_zones(tmp_path: Path, start: str, head: str, expected: tuple[str, str]) -> None:
    event = the_event(tmp_path, f"{start}\nSUMMARY:A talk", head)
    assert (f"{event.start_time:%H:%M}", event.time_zone) == expected
    assert event.start_date == datetime.date(2026, 6, 16)
    assert event.notes == ()


def test_an_unknown_zone_is_said(tmp_path: Path) -> None:
    event = the_event(tmp_path, "DTSTART;TZID=Narnia:20260616T130000\nSUMMARY:A talk")
    assert (f"{event.start_time:%H:%M}", event.time_zone) == ("13:00", "America/New_York")
    assert "“Narnia” is not known" in event.notes[0]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("DTSTART;VALUE=DATE:20260616\nDTEND;VALUE=DATE:20260617", ("2026-06-16", None)),
        ("DTSTART;VALUE=DATE:20260616\nDTEND;VALUE=DATE:20260619", ("2026-06-16", "2026-06-18")),
        ("DTSTART;VALUE=DATE:20260616", ("2026-06-16", None)),
        ("DTSTART;VALUE=DATE:20260616\nDURATION:P2D", ("2026-06-16", "2026-06-17")),
    ],
)
def test_whole_days(tmp_path: Path, body: str, expected: tuple[str, str | None]) -> None:
    event = the_event(tmp_path, body)
    assert event.all_day and event.start_time is None and event.end_time is None
    assert (str(event.start_date), event.end_date and str(event.end_date)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("DTEND;TZID=Europe/Berlin:20260616T143000", (None, "14:30")),
        ("DTEND:20260616T123000Z", (None, "14:30")),
        ("DURATION:PT1H30M", (None, "14:30")),
        ("DTEND;TZID=Europe/Berlin:20260617T010000", ("2026-06-17", "01:00")),
        ("DTEND;TZID=Europe/Berlin:20260616T130000", (None, None)),
    ],
)
def test_ends(tmp_path: Path, body: str, expected: tuple[str | None, str | None]) -> None:
    event = the_event(tmp_path, f"DTSTART;TZID=Europe/Berlin:20260616T130000\n{body}")
    assert (event.end_date and str(event.end_date), event.end_time and f"{event.end_time:%H:%M}") == expected


def test_an_end_before_the_start_is_left_out(tmp_path: Path) -> None:
    event = the_event(tmp_path, "DTSTART:20260616T130000\nDTEND:20260616T120000")
    assert event.end_time is None and "ends before it starts" in event.notes[0]


def test_everything_else(tmp_path: Path) -> None:
    event = the_event(
        tmp_path,
        """DTSTART;TZID=America/New_York:20260616T130000
SUMMARY:A briefing\\, in Congress
DESCRIPTION:First line\\nsecond\\n\\nSee https://example.org/more
LOCATION:Rayburn House Office Building\\, 45 Independence Ave SW\\, Washington\\, DC 20515\\, USA
GEO:38.8868;-77.0104
ORGANIZER;CN=The Coalition:mailto:hidden@example.org
ATTENDEE;CN=A Guest:mailto:guest@example.org
CATEGORIES:Congress,Briefings
CATEGORIES:congress day
ATTACH;FMTTYPE=image/png:https://example.org/poster
ATTACH:https://example.org/agenda.pdf
URL:https://example.org/briefing
STATUS:CONFIRMED
RELATED-TO:other@example.org""",
    )
    assert event.title == "A briefing, in Congress"
    assert event.html == (
        '<p>First line<br>second</p><p>See <a href="https://example.org/more">https://example.org/more</a></p>'
        '<p><a href="https://example.org/agenda.pdf">https://example.org/agenda.pdf</a></p>'
    )
    venue = event.venue
    assert (venue.name, venue.street) == ("Rayburn House Office Building", "45 Independence Ave SW")
    assert (venue.locality, venue.region, venue.postal_code, venue.country) == ("Washington", "DC", "20515", "US")
    assert (venue.latitude, venue.longitude) == (Decimal("38.8868"), Decimal("-77.0104"))
    assert [host.name for host in event.hosts] == ["The Coalition"]
    assert event.tags == ("Congress", "Briefings", "congress day")
    assert (event.feature_image, event.address) == ("https://example.org/poster", "https://example.org/briefing")
    assert (event.status, event.attendance_mode, event.publicity) == ("scheduled", "in_person", Publicity.PUBLIC)
    assert event.notes == (
        "1 guest is not taken over.",
        "It belongs to another entry of the calendar (other@example.org).",
    )
    assert "hidden@example.org" not in repr(event)


@pytest.mark.parametrize(
    ("body", "url", "mode", "name"),
    [
        ("LOCATION:https://zoom.us/j/123", "https://zoom.us/j/123", "online", ""),
        (
            "LOCATION:Town hall\nCONFERENCE;VALUE=URI:https://meet.google.com/abc",
            "https://meet.google.com/abc",
            "hybrid",
            "Town hall",
        ),
        ("LOCATION:Microsoft Teams Meeting; Room 5", "", "hybrid", "Room 5"),
        (
            "LOCATION:Microsoft Teams Meeting\nURL:https://teams.microsoft.com/l/x",
            "https://teams.microsoft.com/l/x",
            "online",
            "",
        ),
        ("LOCATION:The park", "", "in_person", "The park"),
        ("SUMMARY:Nothing", "", "", ""),
    ],
)
def test_how_to_attend(tmp_path: Path, body: str, url: str, mode: str, name: str) -> None:
    event = the_event(tmp_path, f"DTSTART:20260616T130000\n{body}")
    assert (event.online_url, event.attendance_mode, event.venue.name) == (url, mode, name)


def test_a_page_to_sign_up(tmp_path: Path) -> None:
    event = the_event(tmp_path, "DTSTART:20260616T130000\nURL:https://lu.ma/talk")
    assert (event.rsvp_mode, event.rsvp_url) == ("url", "https://lu.ma/talk")


def test_html_in_a_description(tmp_path: Path) -> None:
    event = the_event(tmp_path, "DTSTART:20260616T130000\nDESCRIPTION:<p>One</p>")
    assert event.html == "<p>One</p>"
    event = the_event(tmp_path, "DTSTART:20260616T130000\nDESCRIPTION:One\nX-ALT-DESC;FMTTYPE=text/html:<b>One</b>")
    assert event.html == "<b>One</b>"


def test_states(tmp_path: Path) -> None:
    assert the_event(tmp_path, "DTSTART:20260616T130000\nSTATUS:CANCELLED").status == "cancelled"
    assert the_event(tmp_path, "DTSTART:20260616T130000", "METHOD:CANCEL").status == "cancelled"
    private = the_event(tmp_path, "DTSTART:20260616T130000\nCLASS:PRIVATE")
    assert (private.publicity, private.notes) == (Publicity.RESTRICTED, ("It is private in the calendar.",))
    assert the_event(tmp_path, "DTSTART:20260616T130000\nSTATUS:TENTATIVE").publicity is Publicity.DRAFT


def test_a_rule_keeps_the_time_of_the_clock(tmp_path: Path) -> None:
    body = (
        "DTSTART;TZID=America/New_York:20260301T190000\nDTEND;TZID=America/New_York:20260301T203000\n"
        "SUMMARY:Meeting\nRRULE:FREQ=WEEKLY;COUNT=3"
    )
    records = read("icalendar", calendar(tmp_path, entry(body)))
    (series,) = (record for record in records if isinstance(record, ArrivingSeries))
    # The clocks go forward on March 8.
    assert times(records) == ["2026-03-01 19:00", "2026-03-08 19:00", "2026-03-15 19:00"]
    events = events_of(records)
    assert [event.series_number for event in events] == [1, 2, 3]
    assert {event.series for event in events} == {series.key}
    assert (series.name, series.rule) == ("Meeting", "FREQ=WEEKLY;COUNT=3")
    assert all(f"{event.end_time:%H:%M}" == "20:30" for event in events)
    assert events[1].key == "event:one@example.org:20260308T190000"


def test_a_time_that_does_not_exist_is_said(tmp_path: Path) -> None:
    body = "DTSTART;TZID=America/New_York:20260301T023000\nRRULE:FREQ=WEEKLY;COUNT=2"
    _, second = events_of(read("icalendar", calendar(tmp_path, entry(body))))
    assert "there is no 02:30" in second.notes[-1]


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ("FREQ=WEEKLY;UNTIL=20260316", "2026-03-15"),
        # 19:00 in New York after the clocks went forward is 23:00 in UTC.
        ("FREQ=WEEKLY;UNTIL=20260315T230000Z", "2026-03-15"),
        ("FREQ=WEEKLY;UNTIL=20260315T225959Z", "2026-03-08"),
    ],
)
def test_the_end_of_a_rule(tmp_path: Path, rule: str, last: str) -> None:
    body = f"DTSTART;TZID=America/New_York:20260301T190000\nRRULE:{rule}"
    assert times(read("icalendar", calendar(tmp_path, entry(body))))[-1] == f"{last} 19:00"


def test_exceptions_additions_and_changes(tmp_path: Path) -> None:
    master = entry(
        "DTSTART;TZID=America/New_York:20260301T190000\nSUMMARY:Meeting\nRRULE:FREQ=WEEKLY;COUNT=4\n"
        "EXDATE;TZID=America/New_York:20260308T190000\nRDATE;TZID=America/New_York:20260310T180000"
    )
    moved = entry(
        "RECURRENCE-ID:20260315T230000Z\nDTSTART;TZID=America/New_York:20260316T200000\nSUMMARY:Meeting\\, moved"
    )
    canceled = entry(
        "RECURRENCE-ID;TZID=America/New_York:20260322T190000\nDTSTART;TZID=America/New_York:20260322T190000\n"
        "SUMMARY:Meeting\nSTATUS:CANCELLED"
    )
    records = read("icalendar", calendar(tmp_path, moved, master, canceled))
    events = events_of(records)
    assert times(records) == ["2026-03-01 19:00", "2026-03-10 18:00", "2026-03-16 20:00", "2026-03-22 19:00"]
    assert [event.title for event in events] == ["Meeting", "Meeting", "Meeting, moved", "Meeting"]
    assert [event.status for event in events] == ["scheduled", "scheduled", "scheduled", "cancelled"]
    # A moved date keeps its key, so that a later import recognizes it.
    assert events[2].key == "event:one@example.org:20260315T190000"


def test_a_change_without_its_rule(tmp_path: Path) -> None:
    event = the_event(tmp_path, "RECURRENCE-ID:20260315T230000Z\nDTSTART:20260316T200000\nSUMMARY:Moved")
    assert (event.key, event.series) == ("event:one@example.org:20260315T230000Z", "")


def test_whole_days_recur(tmp_path: Path) -> None:
    body = (
        "DTSTART;VALUE=DATE:20260612\nDTEND;VALUE=DATE:20260614\nRRULE:FREQ=YEARLY;COUNT=2\nEXDATE;VALUE=DATE:20260612"
    )
    (event,) = events_of(read("icalendar", calendar(tmp_path, entry(body))))
    assert (str(event.start_date), str(event.end_date), event.all_day) == ("2027-06-12", "2027-06-13", True)


def test_a_rule_without_an_end_is_cut(tmp_path: Path) -> None:
    body = "DTSTART;TZID=America/New_York:20200107T190000\nSUMMARY:Meeting\nRRULE:FREQ=WEEKLY"
    records = read("icalendar", calendar(tmp_path, entry(body)))
    found = times(records)
    assert len(found) == 60
    assert found[0] == "2025-12-02 19:00"
    assert "the 60 from 2025-12-02 to 2027-01-19 are taken over" in sentences(records)[0]
    assert events_of(records)[0].series_number == 309


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=HOURLY;COUNT=2", "FREQ=SOMETIMES", "FREQ=WEEKLY;BYDAY=XX"])
def test_rules_that_are_not_understood(tmp_path: Path, rule: str) -> None:
    records = read("icalendar", calendar(tmp_path, entry(f"DTSTART:20260616T130000\nRRULE:{rule}")))
    assert times(records) == ["2026-06-16 13:00"]
    assert any("not understood" in sentence or "cannot be read" in sentence for sentence in sentences(records))


def test_a_rule_that_gives_no_date_ends(tmp_path: Path) -> None:
    body = "DTSTART:20260616T130000\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    assert times(read("icalendar", calendar(tmp_path, entry(body)))) == ["2026-06-16 13:00"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hello", "not a calendar"),
        ("", "not a calendar"),
        ("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nEND:VCALENDAR", "damaged in line 4"),
        ("BEGIN:VCALENDAR\nVERSION:2.0\nnonsense\nEND:VCALENDAR", "damaged in line 3"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a", "VEVENT, which begins in line 2, does not end"),
        ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 20, "too deep"),
    ],
)
def test_broken_calendars(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "a.ics").write_text(text)
    with pytest.raises(SourceError, match=sentence):
        read("icalendar", tmp_path / "a.ics")


def test_broken_entries_lose_nothing_else(tmp_path: Path) -> None:
    broken = entry("DTSTART:someday\nSUMMARY:Broken")
    odd = entry(
        "DTSTART:20260616T130000\nSUMMARY:Odd\nGEO:nowhere\nSUMMARY:Twice\nno line at all", uid="two@example.org"
    )
    task = "BEGIN:VTODO\nUID:three\nSUMMARY:Buy chalk\nEND:VTODO"
    records = read("icalendar", calendar(tmp_path, broken, odd, task))
    assert [event.title for event in events_of(records)] == ["Odd"]
    said = sentences(records)
    assert "“Broken” is not taken over: its start cannot be read." in said
    assert "1 task of the calendar are not events, and not taken over." in said
    assert "What the calendar says of GEO, SUMMARY cannot be read, or is there twice." in said
    assert any("lines that are no lines" in sentence for sentence in said)


def test_an_old_rule_reaches_today(tmp_path: Path) -> None:
    body = "DTSTART;TZID=America/New_York:20100105T190000\nRRULE:FREQ=DAILY"
    found = times(read("icalendar", calendar(tmp_path, entry(body))))
    assert (found[0], len(found)) == ("2025-11-29 19:00", 60)


def test_reading_again_gives_the_same(tmp_path: Path) -> None:
    path = calendar(tmp_path, entry("DTSTART:20260616T130000\nRRULE:FREQ=WEEKLY;COUNT=3"))
    assert read("icalendar", path) == read("icalendar", path)


def test_another_zone_of_the_site(tmp_path: Path) -> None:
    (event,) = events_of(
        read("icalendar", calendar(tmp_path, entry("DTSTART:20260616T170000Z")), zone=ZoneInfo("Europe/Berlin"))
    )
    assert (f"{event.start_time:%H:%M}", event.time_zone) == ("19:00", "Europe/Berlin")
