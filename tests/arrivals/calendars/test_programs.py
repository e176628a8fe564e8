"""Calendars as common programs write them: the shapes are theirs, the content is ours."""

from pathlib import Path

import pytest
import time_machine

from tests.arrivals.reading import events_of, read

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Coalition
X-WR-TIMEZONE:America/New_York
BEGIN:VTIMEZONE
TZID:America/New_York
X-LIC-LOCATION:America/New_York
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
DTSTART:19700308T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
DTSTART:19701101T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART:20260616T170000Z
DTEND:20260616T180000Z
DTSTAMP:20260301T120000Z
ORGANIZER;CN=Coalition:mailto:abc@group.calendar.google.com
UID:single@google.com
DESCRIPTION:An hour about <b>children who work</b>.<br><a href="https://exam
 ple.org/">More</a>
LOCATION:Rayburn House Office Building\\, 45 Independence Ave SW\\, Washington\\,
  DC 20515\\, USA
SEQUENCE:1
STATUS:CONFIRMED
SUMMARY:A briefing
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P0DT0H30M0S
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=America/New_York:20260303T190000
DTEND;TZID=America/New_York:20260303T200000
RRULE:FREQ=WEEKLY;WKST=SU;UNTIL=20260325T035959Z;BYDAY=TU
EXDATE;TZID=America/New_York:20260310T190000
DTSTAMP:20260301T120000Z
UID:weekly@google.com
SUMMARY:Members' call
X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=America/New_York:20260318T190000
DTEND;TZID=America/New_York:20260318T200000
DTSTAMP:20260301T120000Z
UID:weekly@google.com
RECURRENCE-ID;TZID=America/New_York:20260317T190000
SUMMARY:Members' call
END:VEVENT
END:VCALENDAR
"""
OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
BEGIN:VTIMEZONE
TZID:Eastern Standard Time
BEGIN:STANDARD
DTSTART:16011104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
CLASS:PUBLIC
CREATED:20260301T120000Z
DESCRIPTION:Plain.\\n
DTEND;TZID="Eastern Standard Time":20260616T140000
DTSTAMP:20260301T120000Z
DTSTART;TZID="Eastern Standard Time":20260616T130000
LOCATION:Microsoft Teams Meeting
PRIORITY:5
SUMMARY;LANGUAGE=en-us:Field visit
UID:040000008200E00074C5B7101A82E0080000000010
X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Formatted.</p></body></html>
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/1
END:VEVENT
END:VCALENDAR
"""
MEETUP = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Meetup//RemoteApi//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
BEGIN:VEVENT
DTSTAMP:20260301T120000Z
DTSTART;TZID=America/New_York:20260616T130000
DTEND;TZID=America/New_York:20260616T140000
STATUS:CONFIRMED
SUMMARY:Walk
DESCRIPTION:Our group\\nTuesday\\, June 16 at 1:00 PM\\n\\nWe walk.
ORGANIZER;CN=Walkers:MAILTO:info@example.org
CLASS:PUBLIC
GEO:38.89;-77.03
LOCATION:The park (Main gate)
URL:https://www.meetup.com/walkers/events/1/
UID:event_1@meetup.com
END:VEVENT
END:VCALENDAR
"""
LUMA = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Luma//Events//EN
BEGIN:VEVENT
UID:evt-1@events.lu.ma
DTSTART:20260616T170000Z
DTEND:20260616T180000Z
SUMMARY:Reading
DESCRIPTION:Get up-to-date information at: https://lu.ma/reading
LOCATION:https://lu.ma/event/evt-1
STATUS:TENTATIVE
ORGANIZER;CN="Readers":MAILTO:calendar-invite@lu.ma
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False) as traveler:
        yield traveler


def events(tmp_path: Path, text: str) -> list:
    path = tmp_path / "calendar.ics"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return events_of(read("icalendar", path))


def test_google(tmp_path: Path) -> None:
    briefing, first, moved, last = events(tmp_path, GOOGLE)
    assert (str(briefing.start_time), briefing.time_zone) == ("13:00:00", "America/New_York")
    assert '<a href="https://example.org/">More</a>' in briefing.html
    assert (briefing.venue.locality, briefing.hosts[0].name) == ("Washington", "Coalition")
    assert [str(event.start_date) for event in (first, moved, last)] == ["2026-03-03", "2026-03-18", "2026-03-24"]
    assert (first.online_url, first.attendance_mode) == ("https://meet.google.com/abc-defg-hij", "online")
    assert all(event.notes == () for event in (briefing, first, moved, last))


def test_outlook(tmp_path: Path) -> None:
    (event,) = events(tmp_path, OUTLOOK)
    assert (str(event.start_time), event.time_zone, event.title) == ("13:00:00", "America/New_York", "Field visit")
    assert "<p>Formatted.</p>" in event.html
    assert (event.online_url, event.attendance_mode) == ("https://teams.microsoft.com/l/meetup-join/1", "online")


def test_meetup(tmp_path: Path) -> None:
    (event,) = events(tmp_path, MEETUP)
    assert (event.rsvp_mode, event.rsvp_url) == ("url", "https://www.meetup.com/walkers/events/1/")
    assert (event.venue.name, str(event.venue.latitude)) == ("The park (Main gate)", "38.890000")


def test_luma(tmp_path: Path) -> None:
    (event,) = events(tmp_path, LUMA)
    assert (str(event.start_time), event.hosts[0].name) == ("13:00:00", "Readers")
    assert (event.rsvp_url, event.venue.map_url) == ("https://lu.ma/event/evt-1", "")
