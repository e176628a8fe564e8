"""Calendars: read back by two parsers and by the letter of RFC 5545."""

import datetime
import io
import re
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
import vobject
from dateutil.tz import tzical
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction

from pages.models import EventHost, EventPage, EventSpeaker
from tests.api.conftest import Get
from tests.api.everything import Everything
from tests.content import add, home, make_event, make_person, make_section, publish, translate

Ask = Callable[..., Any]
#: What a content line begins with (RFC 5545, 3.1).
PROPERTY = re.compile(r"[A-Z-]+(?:;[A-Z-]+=(?:\"[^\"\x00-\x08\x0a-\x1f\x7f]*\"|[^\";:,\x00-\x1f\x7f]*))*:")
NOW = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def fetch(client: Client) -> Ask:
    """Return the lines of a calendar, unfolded, after checking all that holds for every one."""

    def ask(name: str = "events.ics", **query: Any) -> list[str]:
        response = client.get(f"/feeds/{name}", query)
        assert response.status_code == 200, response.content
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        return unfolded(response.content)

    return ask


def unfolded(content: bytes) -> list[str]:
    """Return the content lines of a calendar, after checking that it is written as RFC 5545, 3.1 says."""
    assert content.endswith(b"\r\n")
    physical = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(0 < len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    # No character is cut in two.
    assert all(line.decode() for line in physical)
    lines = content.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    assert all(PROPERTY.match(line) for line in lines)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content.decode())
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    once = ("PRODID", "VERSION", "CALSCALE", "METHOD", "NAME", "REFRESH-INTERVAL", "SOURCE", "URL")
    own = lines[: next(number for number, line in enumerate(lines) if number and line.startswith("BEGIN:"))]
    assert sorted(re.split("[;:]", line)[0] for line in own[1:]) == sorted([*once, "X-PUBLISHED-TTL", "X-WR-CALNAME"])
    return lines


def components(lines: Sequence[str], name: str = "VEVENT") -> list[dict[str, str]]:
    """Return what each component of a kind says: what follows the name of a property, by the name."""
    found: list[dict[str, str]] = []
    inside = False
    for line in lines:
        if line == f"BEGIN:{name}":
            inside = True
            found.append({})
        elif line == f"END:{name}":
            inside = False
        elif inside:
            key = re.split("[;:]", line)[0]
            assert key not in found[-1]
            found[-1][key] = line[len(key) :]
    return found


def only(lines: Sequence[str]) -> dict[str, str]:
    (found,) = components(lines)
    return found


def zone_of(lines: Sequence[str], name: str) -> datetime.tzinfo:
    """Return a time zone as the calendar itself describes it, read by a parser that knows no other."""
    start = lines.index(f"TZID:{name}") - 1
    text = "\r\n".join(lines[start : lines.index("END:VTIMEZONE", start) + 1])
    found: datetime.tzinfo = tzical(io.StringIO(text)).get(name)
    return found


def one(*parts: int) -> dict[str, Any]:
    """The fields of an event that starts at a date and time, and lasts three hours by the clock."""
    start = datetime.datetime(*parts)  # type: ignore[arg-type]
    end = start + datetime.timedelta(hours=3)
    return {"start_date": start.date(), "start_time": start.time(), "end_date": end.date(), "end_time": end.time()}


# What an event says


@pytest.mark.slow
def test_everything_is_said(fetch: Ask) -> None:
    with time_machine.travel(NOW, tick=False):
        event = Everything().event
        event.start_date = datetime.date(2030, 6, 14)
        event.rsvp_opens_on = event.rsvp_deadline_on = None
        publish(event)
        lines = fetch()
    said = only(lines)
    description = said.pop("DESCRIPTION")
    assert said == {
        "UID": f":{event.translation_key}",
        "DTSTAMP": ":20300101T000000Z",
        "CREATED": ":20300101T000000Z",
        "LAST-MODIFIED": ":20300101T000000Z",
        "SEQUENCE": ":1",
        "STATUS": ":CONFIRMED",
        "DTSTART": ";TZID=America/New_York:20300614T130000",
        "DTEND": ";TZID=America/New_York:20300614T140000",
        "SUMMARY": ";LANGUAGE=en:A briefing",
        "LOCATION": ";LANGUAGE=en:Town hall\\, 2172\\, 1 Main Street\\, 20515 Springfield\\, DC\\, US",
        "GEO": ":38.8867;-77.0106",
        "CATEGORIES": ";LANGUAGE=en:Safe work,hope",
        "URL": ":https://www.example.org/news/a-briefing/",
        "CONFERENCE": ";LABEL=Meet;VALUE=URI:https://meet.example.org/1",
        "ORGANIZER": ';CN="Robin Example":mailto:rsvp@example.org',
    }
    assert description == (
        ";LANGUAGE=en:As planned.\\n\\nA briefing for all.\\n\\nBring an identity card.\\n\\nRamp on the left.\\n\\n"
        "Meet https://meet.example.org/1\\n\\nReply: rsvp@example.org\\n\\nhttps://www.example.org/news/a-briefing/"
    )
    assert "CANARY" not in "".join(lines)


def test_a_calendar_says_what_it_is(fetch: Ask) -> None:
    make_event(make_section(title="Dates, and more", shows="events"))
    lines = fetch(phase="upcoming")
    for line in (
        "METHOD:PUBLISH",
        "CALSCALE:GREGORIAN",
        "NAME:Coalition CMS: Dates\\, and more",
        "X-WR-CALNAME:Coalition CMS: Dates\\, and more",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://cms.example.org/feeds/events.ics?phase=upcoming",
        "URL:https://www.example.org/dates-and-more/",
    ):
        assert line in lines


def test_two_other_parsers_agree(client: Client) -> None:
    make_event(title="Rise; shine, & \\ sing", summary="One\nTwo, three; four")
    content = client.get("/feeds/events.ics").content
    one_way = vobject.readOne(content.decode()).vevent
    other_way: Any = icalendar.Calendar.from_ical(content).events[0]
    assert one_way.summary.value == other_way["SUMMARY"] == "Rise; shine, & \\ sing"
    assert one_way.description.value.startswith("One\nTwo, three; four\n\n")
    assert other_way["DESCRIPTION"].startswith("One\nTwo, three; four\n\n")
    starts_at = datetime.datetime(2030, 6, 14, 17, tzinfo=datetime.UTC)
    assert one_way.dtstart.value == other_way["DTSTART"].dt == starts_at


def test_the_name_of_the_file_is_given(client: Client) -> None:
    event = make_event()
    assert client.get("/feeds/events.ics")["Content-Disposition"] == 'inline; filename="events.ics"'
    named = client.get(f"/feeds/events/{event.pk}.ics")["Content-Disposition"]
    assert named == f'inline; filename="event-{event.pk}.ics"'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a, b; c \\ d", "a\\, b\\; c \\\\ d"),
        ("a\r\nb\nc\rd", "a\\nb\\nc\\nd"),
        ("a\x01\x0b\x7f\u2028\x85b", "a\\n\\n\\nb"),
        ("END:VEVENT\r\nBEGIN:VALARM", "END:VEVENT\\nBEGIN:VALARM"),
        ("é🎉漢" * 60, "é🎉漢" * 60),
        ("x" * 255, "x" * 255),
        ('"quoted": ^', '"quoted": ^'),
    ],
)
def test_any_text_is_written_so_that_it_can_be_read(text: str, expected: str, fetch: Ask) -> None:
    event = make_event(online_url="https://meet.example.org/", attendance_mode="hybrid", hosts=[EventHost(name="Us")])
    Page.objects.filter(pk=event.pk).update(title=text)
    EventPage.objects.filter(pk=event.pk).update(online_platform=text[:100], venue_name=text[:255])
    said = only(fetch())
    assert said["SUMMARY"] == f";LANGUAGE=en:{expected}"
    assert said["CONFERENCE"].endswith(";VALUE=URI:https://meet.example.org/")


# When


@pytest.mark.slow
@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("America/New_York", (2030, 1, 15, 13)),
        ("America/New_York", (2030, 6, 14, 13)),
        # Minutes before and after the clocks are put forward, and before and after they are put back.
        ("America/New_York", (2030, 3, 10, 1, 59)),
        ("America/New_York", (2030, 3, 10, 3, 1)),
        ("America/New_York", (2030, 11, 3, 0, 59)),
        ("America/New_York", (2030, 11, 3, 2, 1)),
        ("Europe/Berlin", (2030, 3, 31, 3, 1)),
        ("Europe/Berlin", (2030, 10, 27, 3, 1)),
        ("Europe/Dublin", (2030, 3, 31, 2, 15)),
        # Zones that changed their rules.
        ("America/Sao_Paulo", (2018, 1, 15, 13)),
        ("America/Sao_Paulo", (2030, 1, 15, 13)),
        ("America/New_York", (1975, 3, 1, 13)),
        ("Europe/Istanbul", (2015, 11, 1, 12)),
        ("Africa/Casablanca", (2030, 1, 10, 12)),
        ("Asia/Kolkata", (2030, 1, 1, 0)),
        ("Pacific/Apia", (2011, 12, 31, 1)),
        ("Australia/Lord_Howe", (2030, 4, 7, 1, 15)),
    ],
)
def test_the_calendars_own_zone_leads_to_the_same_instant(zone: str, start: tuple[int, ...], fetch: Ask) -> None:
    event = make_event(time_zone=zone, **one(*start))
    lines = fetch()
    own = zone_of(lines, zone)
    moments: dict[str, Any] = {"DTSTART": event.starts_at, "DTEND": event.ends_at}
    for name, at in moments.items():
        written = only(lines)[name]
        assert written.startswith(f";TZID={zone}:")
        local = datetime.datetime.strptime(written.rpartition(":")[2], "%Y%m%dT%H%M%S")
        assert local == at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert local.replace(tzinfo=own).astimezone(datetime.UTC) == at


@pytest.mark.slow
def test_each_zone_is_described_once_as_far_as_it_is_needed(fetch: Ask) -> None:
    for year in (2017, 2019):
        for zone in ("America/New_York", "Europe/Berlin", "UTC"):
            make_event(title=f"{zone} {year}", slug=f"{zone[:3].lower()}-{year}", time_zone=zone, **one(year, 7, 1, 12))
    lines = fetch()
    assert [line for line in lines if line.startswith("TZID:")] == ["TZID:America/New_York", "TZID:Europe/Berlin"]
    rules = {line.removeprefix("RRULE:FREQ=YEARLY;") for line in lines if line.startswith("RRULE")}
    assert rules == {
        f"BYDAY={day};BYMONTH={month}" for day, month in (("2SU", 3), ("1SU", 11), ("-1SU", 3), ("-1SU", 10))
    }
    assert sorted(said["DTSTART"] for said in components(lines))[:2] == [":20170701T120000Z", ":20190701T120000Z"]


def test_the_second_of_two_equal_hours_is_said_in_utc(fetch: Ask) -> None:
    for occurrence, expected in (("first", ";TZID=America/New_York:20301103T013000"), ("second", ":20301103T063000Z")):
        event = make_event(title=occurrence, start_occurrence=occurrence, **{**one(2030, 11, 3, 1, 30)})
        assert only(fetch(f"events/{event.pk}.ics"))["DTSTART"] == expected
    assert only(fetch(f"events/{event.pk}.ics"))["DTEND"] == ":20301103T093000Z"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        # Over both changes of the clocks: days are days.
        ((2030, 3, 9), (2030, 3, 10), "20300311"),
        ((2030, 11, 2), (2030, 11, 3), "20301104"),
        ((2030, 12, 31), None, "20310101"),
    ],
)
def test_whole_days_end_on_the_day_after(
    first: tuple[int, int, int], last: tuple[int, int, int] | None, expected: str, fetch: Ask
) -> None:
    start = datetime.date(*first)
    make_event(
        all_day=True,
        start_date=start,
        start_time=None,
        end_date=datetime.date(*last) if last else None,
        end_time=None,
    )
    lines = fetch()
    assert only(lines)["DTSTART"] == f";VALUE=DATE:{start:%Y%m%d}"
    assert only(lines)["DTEND"] == f";VALUE=DATE:{expected}"
    assert "BEGIN:VTIMEZONE" not in lines


def test_an_unknown_end_is_not_said(fetch: Ask) -> None:
    make_event(end_time=None)
    assert "DTEND" not in only(fetch())


def test_what_has_no_date_is_in_no_calendar(fetch: Ask, get: Get, client: Client) -> None:
    event = make_event(start_date=None, start_time=None, end_time=None, date_note="In autumn")
    lines = fetch()
    assert components(lines) == []
    # A calendar must have some component.
    assert "BEGIN:VTIMEZONE" in lines
    assert client.get(f"/feeds/events/{event.pk}.ics").status_code == 404
    assert get(f"events/{event.pk}/")["calendar_url"] is None


# Status


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "expected", "words"),
    [
        ("scheduled", "CONFIRMED", "Sorry"),
        ("postponed", "TENTATIVE", "Postponed\\, no new date yet: Sorry"),
        ("rescheduled", "CONFIRMED", "Moved to another date: Sorry"),
        ("moved_online", "CONFIRMED", "Moved online: Sorry"),
        ("cancelled", "CANCELLED", "Cancelled: Sorry"),
    ],
)
def test_every_status_is_shown(status: str, expected: str, words: str, fetch: Ask) -> None:
    make_event(status=status, status_note="Sorry", summary="A summary.")
    said = only(fetch())
    assert said["STATUS"] == f":{expected}"
    assert said["DESCRIPTION"].startswith(f";LANGUAGE=en:{words}\\n\\nA summary.")


def test_a_change_that_matters_is_counted(fetch: Ask) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        event = make_event()
        before = only(fetch())
        clock.shift(60)
        event.title = "Another title"
        event = publish(event)
        renamed = only(fetch())
        event.start_time, event.end_time, event.status = datetime.time(15), datetime.time(16), "rescheduled"
        event = publish(event)
        moved = only(fetch())
        event.status = "cancelled"
        publish(event)
        cancelled = only(fetch())
    assert [said["SEQUENCE"] for said in (before, renamed, moved, cancelled)] == [":0", ":0", ":1", ":2"]
    assert {said["UID"] for said in (before, renamed, moved, cancelled)} == {f":{event.translation_key}"}
    assert (before["LAST-MODIFIED"], renamed["LAST-MODIFIED"]) == (":20300101T000000Z", ":20300101T000100Z")
    assert {said["CREATED"] for said in (before, cancelled)} == {":20300101T000000Z"}
    assert (moved["STATUS"], cancelled["STATUS"]) == (":CONFIRMED", ":CANCELLED")


# Where, and with whom


def test_places_and_conferences_follow_how_one_attends(fetch: Ask) -> None:
    place = {"venue_latitude": "38.886700", "venue_longitude": "-77.010600", "online_url": "https://meet.example.org/"}
    expected = {"in_person": (True, False), "online": (False, True), "hybrid": (True, True)}
    for mode, (has_place, has_conference) in expected.items():
        event = make_event(title=mode, attendance_mode=mode, **place)
        said = only(fetch(f"events/{event.pk}.ics"))
        assert ("LOCATION" in said, "GEO" in said) == (has_place, has_place)
        assert ("CONFERENCE" in said) == has_conference
        assert ("meet.example.org" in said["DESCRIPTION"]) == has_conference


def test_a_place_announced_later_is_no_location(fetch: Ask) -> None:
    make_event(venue_name="", venue_note="We will write to you.")
    said = only(fetch())
    assert "LOCATION" not in said
    assert "We will write to you." in said["DESCRIPTION"]


@pytest.mark.slow
def test_there_is_an_organizer_only_with_a_public_address(fetch: Ask) -> None:
    hidden = make_person("CANARY person")
    fields = {"rsvp_email": "rsvp@example.org", "rsvp_phone": "+1 202 555 0100", "rsvp_contact_name": ""}
    hosts = [EventHost(person=hidden), EventHost(name="CANARY host", confirmed=False), EventHost(name='Us "&" co')]
    event = make_event(**fields, rsvp_mode="email", hosts=hosts, speakers=[EventSpeaker(name="CANARY speaker")])
    hidden.unpublish()
    with time_machine.travel(NOW, tick=False):
        assert only(fetch())["ORGANIZER"] == ";CN=\"Us ^'&^' co\":mailto:rsvp@example.org"
        assert "CANARY" not in "".join(fetch())
    with time_machine.travel(NOW + datetime.timedelta(days=365), tick=False):
        assert "rsvp@example.org" not in "".join(fetch())
    event.rsvp_mode = "phone"
    publish(event)
    with time_machine.travel(NOW, tick=False):
        lines = fetch()
    assert "ORGANIZER" not in only(lines)
    assert "rsvp@example.org" not in "".join(lines)
    assert "+1 202 555 0100" in only(lines)["DESCRIPTION"]


# Which


def summaries(lines: Sequence[str]) -> list[str]:
    return [said["SUMMARY"].rpartition(":")[2] for said in components(lines)]


@pytest.mark.slow
def test_the_past_is_left_out_first(fetch: Ask) -> None:
    for year in (2027, 2028, 2029, 2031, 2032, 2033):
        make_event(title=str(year), **one(year, 6, 14, 13))
    with time_machine.travel(NOW, tick=False):
        assert summaries(fetch()) == ["2027", "2028", "2029", "2031", "2032", "2033"]
        assert summaries(fetch(limit=2)) == ["2031", "2032"]
        assert summaries(fetch(limit=4)) == ["2029", "2031", "2032", "2033"]
        assert summaries(fetch(limit=0)) == []


@pytest.mark.slow
def test_all_languages_of_an_event_are_one(fetch: Ask, settings: Any) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    german = Locale.objects.create(language_code="de")
    german_home = translate(home(), german, "Startseite")
    event = make_event(title="Meeting")
    translation = translate(event, german, "Treffen", slug="treffen")
    make_event(german_home, "Nur hier", slug="nur-hier")
    assert summaries(fetch()) == ["Meeting", "Nur hier"]
    assert summaries(fetch(locale="de")) == ["Treffen", "Nur hier"]
    alone = only(fetch(f"events/{translation.pk}.ics"))
    assert alone["SUMMARY"] == ";LANGUAGE=de:Treffen"
    assert alone["UID"] == only(fetch(f"events/{event.pk}.ics"))["UID"]
    event.unpublish()
    assert summaries(fetch()) == ["Treffen", "Nur hier"]


def test_one_event_by_its_address(fetch: Ask, get: Get, client: Client) -> None:
    event = make_event(title="This")
    make_event(title="That")
    address = get(f"events/{event.pk}/")["calendar_url"]
    assert address == f"https://cms.example.org/feeds/events/{event.pk}.ics"
    lines = fetch(address.partition("/feeds/")[2])
    assert summaries(lines) == ["This"]
    assert f"SOURCE;VALUE=URI:{address}" in lines
    assert client.get(f"/feeds/events/{event.pk}.ics?phase=past").status_code == 400


def test_an_event_that_is_not_public_has_no_calendar(client: Client) -> None:
    draft = add(home(), EventPage(title="Draft", **one(2030, 6, 14, 13)))
    section = make_section()
    restricted = make_event(section, "Restricted")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    expired = make_event(title="Expired")
    Page.objects.filter(pk=expired.pk).update(expire_at=NOW)
    with time_machine.travel(NOW, tick=False):
        for page in (draft, restricted, expired, section):
            response = client.get(f"/feeds/events/{page.pk}.ics")
            assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
