"""Events of The Events Calendar: when, where, by whom, at what price."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from arrivals.records.event import ArrivingEvent, ArrivingVenue
from arrivals.records.organization import ArrivingOrganization
from arrivals.records.participant import ArrivingParticipant
from arrivals.records.redirect import ArrivingRedirect
from tests.arrivals.wordpress.reading import page_of, records_of
from tests.arrivals.wordpress_xml import BASE, item

START, END = "2024-03-08 18:00:00", "2024-03-08 19:30:00"


def event_of(folder: Path, *others: str, content: str = "", **metas: object) -> ArrivingEvent:
    given = {"_EventStartDate": START, "_EventEndDate": END, "_EventTimezone": "America/New_York", **metas}
    return page_of(
        folder, ArrivingEvent, content, *others, post_type="tribe_events", metas=given, link=f"{BASE}/event/a/"
    )


def when(event: ArrivingEvent) -> tuple[Any, ...]:
    return event.start_date, event.start_time, event.end_date, event.end_time, event.time_zone


DAY, SIX, HALF = datetime.date(2024, 3, 8), datetime.time(18), datetime.time(19, 30)


@pytest.mark.parametrize(
    ("metas", "expected"),
    [
        ({}, (DAY, SIX, None, HALF, "America/New_York")),
        ({"_EventTimezone": "Europe/Berlin"}, (DAY, SIX, None, HALF, "Europe/Berlin")),
        ({"_EventTimezone": "GMT"}, (DAY, SIX, None, HALF, "UTC")),
        ({"_EventTimezone": "UTC"}, (DAY, SIX, None, HALF, "UTC")),
        # The zone of the site, if the event has none.
        ({"_EventTimezone": ""}, (DAY, SIX, None, HALF, "America/New_York")),
        # An offset has no place: the instant stays. In March, New York is five hours behind until the 10th.
        ({"_EventTimezone": "UTC-5"}, (DAY, SIX, None, HALF, "America/New_York")),
        ({"_EventTimezone": "UTC+0"}, (DAY, datetime.time(13), None, datetime.time(14, 30), "America/New_York")),
        ({"_EventTimezone": "UTC+5.5"}, (DAY, datetime.time(7, 30), None, datetime.time(9), "America/New_York")),
        ({"_EventTimezone": "UTC+5:30"}, (DAY, datetime.time(7, 30), None, datetime.time(9), "America/New_York")),
        # An end that is the start is none.
        ({"_EventEndDate": START}, (DAY, SIX, None, None, "America/New_York")),
        (
            {"_EventEndDate": "2024-03-09 01:00:00"},
            (DAY, SIX, datetime.date(2024, 3, 9), datetime.time(1), "America/New_York"),
        ),
        ({"_EventStartDate": "", "_EventEndDate": ""}, (None, None, None, None, "America/New_York")),
    ],
)
def test_times(tmp_path: Path, metas: dict[str, Any], expected: tuple[Any, ...]) -> None:
    assert when(event_of(tmp_path, **metas)) == expected


@pytest.mark.parametrize("flag", ["yes", "1"])
def test_whole_days(tmp_path: Path, flag: str) -> None:
    event = event_of(
        tmp_path,
        _EventAllDay=flag,
        _EventStartDate="2024-03-08 00:00:00",
        _EventEndDate="2024-03-10 23:59:59",
        _EventTimezone="UTC+9",
    )
    assert when(event) == (DAY, None, datetime.date(2024, 3, 10), None, "America/New_York")
    assert event.all_day
    one = event_of(tmp_path, _EventAllDay=flag, _EventStartDate="2024-03-08", _EventEndDate="2024-03-08 23:59:59")
    assert when(one)[2] is None


@pytest.mark.parametrize(
    ("metas", "note"),
    [
        ({"_EventTimezone": "UTC+0"}, "Its time zone was only “UTC+0”: its times are now those of America/New_York."),
        ({"_EventTimezone": "Mars/Base"}, "Its time zone, “Mars/Base”, is not known; it has that of the site."),
        ({"_EventStartDate": "soon"}, "Its date could not be read: “soon”."),
        ({"_EventVenueID": 99}, "Its place is not in the file."),
        (
            {"_EventRecurrence": "a:1:{}"},
            "It recurs there. Each of its dates that is in the file is an event of its own here.",
        ),
        ({"_EventURL": "https://x.example/"}, "The event's website is where people sign up now: look whether they do."),
    ],
)
def test_what_is_said_about_it(tmp_path: Path, metas: dict[str, Any], note: str) -> None:
    assert event_of(tmp_path, **metas).notes == (note,)


@pytest.mark.parametrize(
    ("cost", "symbol", "code", "expected"),
    [
        ("", "$", "", (None, "", "")),
        ("Free", "$", "USD", (Decimal(0), "", "")),
        ("0", "", "", (Decimal(0), "", "")),
        ("10", "$", "", (Decimal(10), "", "")),
        ("10", "$", "USD", (Decimal(10), "USD", "")),
        ("$7.50", "", "", (Decimal("7.50"), "", "")),
        ("10", "€", "", (Decimal(10), "EUR", "")),
        ("1.250,50 €", "", "", (Decimal("1250.50"), "EUR", "")),
        ("1,250", "£", "", (Decimal(1250), "GBP", "")),
        ("10 - 20", "$", "USD", (None, "USD", "$10–$20")),
        ("$10 – $20", "$", "", (None, "", "$10 – $20")),
        ("10 for members", "$", "", (None, "", "$10 for members")),
        ("Pay what you can", "$", "", (None, "", "Pay what you can")),
        ("99999999999", "", "", (None, "", "99999999999")),
    ],
)
def test_prices(tmp_path: Path, cost: str, symbol: str, code: str, expected: tuple[Any, ...]) -> None:
    event = event_of(tmp_path, _EventCost=cost, _EventCurrencySymbol=symbol, _EventCurrencyCode=code)
    assert (event.price, event.price_currency, event.price_note) == expected


def test_places(tmp_path: Path) -> None:
    hall = item(
        5,
        "About the hall",
        post_type="tribe_venue",
        title="Town &amp; Hall",
        metas={
            "_VenueAddress": "1 Main Street",
            "_VenueCity": "Accra",
            "_VenueProvince": "Greater Accra",
            "_VenueZip": "GA-1",
            "_VenueCountry": "Ghana",
            "_VenueLat": "5.6037",
            "_VenueLng": "-0.1870",
            "_VenuePhone": "+233 30 000",
        },
    )
    event = event_of(tmp_path, hall, _EventVenueID=5)
    assert event.venue == ArrivingVenue(
        name="Town & Hall",
        street="1 Main Street",
        locality="Accra",
        region="Greater Accra",
        postal_code="GA-1",
        country="GH",
        latitude=Decimal("5.603700"),
        longitude=Decimal("-0.187000"),
    )
    assert event.attendance_mode == "in_person"
    assert event.notes == ("Of its place, this is left out: phone number, description.",)


@pytest.mark.parametrize(
    ("country", "code"),
    [("United States", "US"), ("united kingdom", "GB"), ("South Korea", "KR"), ("US", "US")],
)
def test_countries(tmp_path: Path, country: str, code: str) -> None:
    place = item(5, post_type="tribe_venue", metas={"_VenueCountry": country, "_VenueLat": "0", "_VenueLng": "0"})
    event = event_of(tmp_path, place, _EventVenueID=5)
    assert (event.venue.country, event.venue.latitude, event.notes) == (code, None, ())


def test_a_country_that_is_none(tmp_path: Path) -> None:
    event = event_of(tmp_path, item(5, post_type="tribe_venue", metas={"_VenueCountry": "Atlantis"}), _EventVenueID=5)
    assert event.notes == ("The country of its place, “Atlantis”, is not known.",)


def test_organizers_are_organizations_if_they_are_more_than_a_name(tmp_path: Path) -> None:
    organizers = (
        item(
            5,
            "<b>Who</b> we are",
            post_type="tribe_organizer",
            title="Lantern",
            metas={"_OrganizerEmail": "a@x.example"},
        ),
        item(6, post_type="tribe_organizer", title="Fields", metas={"_OrganizerWebsite": "fields.example.org"}),
        item(7, post_type="tribe_organizer", title="Elena Marrow", metas={"_OrganizerPhone": "+1 202 555 0100"}),
        item(17, post_type="tribe_events", metas={"_EventOrganizerID": [7, 5, 6, 5, 99, "x"]}),
    )
    records = records_of(tmp_path, *organizers)
    lantern, fields = records.of(ArrivingOrganization)
    assert (lantern.key, lantern.description) == ("tribe_organizer:5", "<p><b>Who</b> we are</p>")
    assert lantern.notes == ("Its e-mail address and phone number are left out.",)
    assert (fields.name, fields.url) == ("Fields", "https://fields.example.org")
    assert records.one(ArrivingEvent).hosts == (
        ArrivingParticipant(name="Elena Marrow"),
        ArrivingParticipant(organization="tribe_organizer:5"),
        ArrivingParticipant(organization="tribe_organizer:6"),
    )
    assert not any("a@x.example" in repr(record) or "555" in repr(record) for record in records)


@pytest.mark.parametrize(
    ("metas", "expected"),
    [
        ({}, ("", "", "")),
        (
            {"_tribe_events_status": "canceled", "_tribe_events_status_reason": "A <b>flood</b>"},
            ("cancelled", "A flood", ""),
        ),
        ({"_tribe_events_status": "postponed"}, ("postponed", "", "")),
        ({"_tribe_events_virtual_url": "https://meet.example.org/"}, ("", "", "online")),
        ({"_tribe_events_is_virtual": "yes"}, ("", "", "online")),
        ({"_tribe_events_is_virtual": "1", "_tribe_virtual_events_type": "hybrid"}, ("", "", "hybrid")),
        ({"_tribe_events_virtual_url": "javascript:x()"}, ("", "", "")),
    ],
)
def test_status_and_attendance(tmp_path: Path, metas: dict[str, Any], expected: tuple[str, ...]) -> None:
    event = event_of(tmp_path, **metas)
    assert (event.status, event.status_note, event.attendance_mode) == expected
    assert event.online_url == str(metas.get("_tribe_events_virtual_url", "")).replace("javascript:x()", "")


def test_texts_and_addresses(tmp_path: Path) -> None:
    event = event_of(
        tmp_path,
        content="<!-- wp:tribe/event-datetime /-->\n<!-- wp:paragraph -->\n<p>Come.</p>\n<!-- /wp:paragraph -->",
    )
    assert (event.key, event.html, event.notes) == ("tribe_events:17", "<p>Come.</p>", ())
    assert event.old_addresses == (
        f"{BASE}/?p=17",
        f"{BASE}/?post_type=tribe_events&p=17",
        f"{BASE}/event/a/feed/",
    )
    found = {
        found.address.removeprefix(BASE): found.url
        for found in records_of(tmp_path, item(17, post_type="tribe_events")).of(ArrivingRedirect)
    }
    assert (found["/events/month/"], found["/events/feed/"]) == ("/events/", "/feeds/events.rss")
