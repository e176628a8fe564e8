"""The editors' calendar: what it shows and to whom, in which time zone, and the private address of its file."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from wagtail.models import GroupPagePermission, Site

from pages.editor.calendar.month import Month
from pages.models import CalendarAddress, EventPage, SiteSettings, User
from tests.content import add, home, make_event, make_person, make_post, make_section, make_series
from tests.pages.permissions import limited_editor

pytestmark = pytest.mark.django_db

CALENDAR = "/admin/calendar/"
NOON = datetime.datetime(2030, 6, 10, 12, tzinfo=datetime.UTC)
ALL_KINDS = ["event", "go_live", "expiry"]


@pytest.fixture(autouse=True)
def summer():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def new_york(home_page):
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"time_zone": "America/New_York"})


def days(client: Client, **query: Any) -> dict[str, list[str]]:
    """What stands on each day of the grid."""
    response = client.get(CALENDAR, {"month": "2030-06", **query})
    assert response.status_code == 200
    return {
        str(day.date): [f"{entry.label}: {entry.title}".removeprefix(": ") for entry in day.entries]
        for week in response.context["weeks"]
        for day in week
        if day.entries
    }


def schedule(page, at: datetime.datetime) -> None:
    page.go_live_at = at
    page.save_revision().publish()


def at(day: int, hour: int = 12) -> datetime.datetime:
    return datetime.datetime(2030, 6, day, hour, tzinfo=datetime.UTC)


def expire(page, moment: datetime.datetime) -> None:
    page.expire_at = moment
    page.save_revision().publish()


class TestMonth:
    def test_events_publications_and_expiries_stand_on_their_days(self, client, moderator, new_york):
        client.force_login(moderator)
        make_event(title="Briefing", start_date=datetime.date(2030, 6, 14))
        make_event(
            title="A week", start_date=datetime.date(2030, 6, 28), end_date=datetime.date(2030, 7, 2), all_day=True
        )
        make_event(title="Next month", start_date=datetime.date(2030, 7, 30))
        schedule(add(home(), EventPage(title="To come", date_note="Later", venue_name="Hall")), at(20))
        expire(make_post(title="To end"), at(21))
        person = make_person("Ana Muñoz")
        expire(person, at(22))
        found = days(client)
        assert found["2030-06-14"] == ["Briefing"]
        assert found["2030-06-28"] == found["2030-06-30"] == found["2030-07-02"] == ["A week"]
        assert "2030-07-03" not in found
        assert found["2030-06-20"] == ["Goes live: To come"]
        assert found["2030-06-21"] == ["Expires: To end"]
        assert found["2030-06-22"] == ["Expires: Ana Muñoz"]
        assert set(days(client, kind="go_live")) == {"2030-06-20"}
        assert set(days(client, kind=["expiry", "nonsense"])) == {"2030-06-21", "2030-06-22"}
        text = client.get(CALENDAR, {"month": "2030-06"}).text
        assert reverse("wagtailsnippets_pages_person:edit", args=[person.pk]) in text
        assert "Times are New York time." in text

    def test_days_are_those_of_the_organization(self, client, moderator, new_york):
        client.force_login(moderator)
        tokyo = {"time_zone": "Asia/Tokyo", "start_time": datetime.time(9), "end_time": datetime.time(10)}
        make_event(title="In Tokyo", start_date=datetime.date(2030, 6, 15), **tokyo)
        make_event(
            title="Until midnight",
            start_date=datetime.date(2030, 6, 17),
            start_time=datetime.time(20),
            end_date=datetime.date(2030, 6, 18),
            end_time=datetime.time(0),
        )
        expire(make_post(title="To end"), at(21, 2))
        found = days(client)
        assert found["2030-06-14"] == ["In Tokyo"]
        assert found["2030-06-17"] == ["Until midnight"]
        assert "2030-06-18" not in found
        assert found["2030-06-20"] == ["Expires: To end"]
        assert "8:00 pm" in client.get(CALENDAR, {"month": "2030-06"}).text

    def test_a_postponed_event_is_named_without_its_void_date(self, client, moderator):
        client.force_login(moderator)
        make_event(title="Put off", start_date=datetime.date(2030, 6, 14), status="postponed")
        response = client.get(CALENDAR, {"month": "2030-06"})
        assert days(client) == {}
        assert [event.title for event in response.context["postponed"]] == ["Put off"]
        assert client.get(CALENDAR, {"kind": "expiry"}).context["postponed"] == []

    def test_dates_of_a_series_say_which_they_are(self, client, moderator):
        client.force_login(moderator)
        series = make_series("Open evenings")
        for day in (14, 21, 28):
            make_event(title="Open evening", series=series, start_date=datetime.date(2030, 6, day))
        make_event(title="Alone", start_date=datetime.date(2030, 6, 14))
        response = client.get(CALENDAR, {"month": "2030-06"})
        entries = {str(day.date): day.entries for week in response.context["weeks"] for day in week}
        assert [entry.notes for entry in entries["2030-06-21"]] == [("Date 2 of 3: Open evenings",)]
        assert {entry.title: entry.notes for entry in entries["2030-06-14"]}["Alone"] == ()
        assert "Date 3 of 3: Open evenings" in response.text

    def test_drafts_and_canceled_events_say_so(self, client, moderator):
        client.force_login(moderator)
        add(home(), EventPage(title="A draft", start_date=datetime.date(2030, 6, 14)))
        make_event(title="Off", start_date=datetime.date(2030, 6, 15), status="cancelled")
        response = client.get(CALENDAR)
        notes = {entry.title: entry.notes for day in response.context["agenda"] for entry in day.entries}
        assert notes == {"A draft": ("Draft",), "Off": ("Canceled",)}

    def test_the_agenda_lists_each_entry_once(self, client, moderator):
        client.force_login(moderator)
        make_event(
            title="A week", start_date=datetime.date(2030, 5, 28), end_date=datetime.date(2030, 6, 2), all_day=True
        )
        make_event(
            title="Two days", start_date=datetime.date(2030, 6, 14), end_date=datetime.date(2030, 6, 15), all_day=True
        )
        response = client.get(CALENDAR, {"view": "agenda"})
        agenda = [(day.date.day, [entry.title for entry in day.entries]) for day in response.context["agenda"]]
        assert agenda == [(1, ["A week"]), (14, ["Two days"])]
        assert "until Saturday, June 15, 2030" in response.text
        assert "There is nothing in this month." in client.get(CALENDAR, {"view": "agenda", "month": "2031-01"}).text

    def test_months_are_walked_with_what_is_chosen(self, client, moderator):
        client.force_login(moderator)
        response = client.get(CALENDAR, {"month": "2029-12", "view": "agenda", "kind": "expiry"})
        assert response.context["heading"] == "December 2029"
        assert response.context["previous"] == "?month=2029-11&view=agenda&kind=expiry"
        assert response.context["next"] == "?month=2030-01&view=agenda&kind=expiry"
        assert response.context["this_month"] == "?month=2030-06&view=agenda&kind=expiry"

    @pytest.mark.parametrize(
        "month", ["", "x", "2030-13", "2030-00", "0000-01", "99999-01", "2030-06-01", "²030-06", "-"]
    )
    def test_a_month_that_is_none_is_the_present_one(self, client, moderator, month):
        client.force_login(moderator)
        response = client.get(CALENDAR, {"month": month, "view": "nonsense"})
        assert (response.context["heading"], response.context["view_name"]) == ("June 2030", "month")

    def test_the_first_and_the_last_month_have_no_neighbor(self, client, moderator):
        client.force_login(moderator)
        assert client.get(CALENDAR, {"month": "1900-01"}).context["previous"] == ""
        assert client.get(CALENDAR, {"month": "2199-12"}).context["next"] == ""
        assert Month(2030, 6).later(-18) == Month(2028, 12)

    @pytest.mark.slow
    def test_the_number_of_queries_does_not_depend_on_the_entries(self, client, moderator):
        client.force_login(moderator)

        def make(number: int) -> None:
            series = make_series(f"Series {number}")
            make_event(title=f"Event {number}", start_date=datetime.date(2030, 6, 14), series=series)
            schedule(add(home(), EventPage(title=f"To come {number}", date_note="Later", venue_name="Hall")), at(20))
            expire(make_post(title=f"To end {number}"), at(21))
            expire(make_person(f"Person {number}"), at(22))

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                days(client)
            return len(captured)

        make(0)
        queries()
        with_one = queries()
        for number in range(1, 6):
            make(number)
        assert queries() == with_one


class TestPermissions:
    @pytest.fixture
    def two_sections(self, home_page):
        mine, others = make_section(title="Mine"), make_section(title="Theirs")
        for section, name in ((mine, "my"), (others, "their")):
            make_event(section, title=f"{name} event", start_date=datetime.date(2030, 6, 14))
            make_event(section, title=f"{name} postponed", status="postponed")
            add(section, EventPage(title=f"{name} draft", start_date=datetime.date(2030, 6, 15)))
            schedule(add(section, EventPage(title=f"{name} plan", date_note="x", venue_name="Hall")), at(20))
            expire(make_post(section, title=f"{name} post"), at(21))
        expire(make_person("A record"), at(22))
        return mine

    def test_an_editor_of_one_section_sees_nothing_else(self, client, two_sections):
        client.force_login(limited_editor(two_sections))
        text = client.get(CALENDAR, {"month": "2030-06"}).text
        for name in ("event", "postponed", "draft", "plan", "post"):
            assert f"my {name}" in text
        assert "their" not in text
        assert "A record" not in text

    def test_so_does_the_file(self, client, two_sections):
        user = limited_editor(two_sections)
        client.force_login(user)
        client.post(f"{CALENDAR}address/", {"action": "new"})
        names = summaries(Client(), address_of(user))
        assert names == {"my event", "my draft (Draft)", "Goes live: my plan", "Expires: my post"}
        GroupPagePermission.objects.filter(group__user=user).delete()
        assert summaries(Client(), address_of(user)) == set()

    def test_who_works_on_no_pages_has_no_calendar(self, client, home_page):
        user = limited_editor(home_page)
        GroupPagePermission.objects.filter(group__user=user).delete()
        client.force_login(user)
        assert client.get(CALENDAR).status_code == 302
        assert client.post(f"{CALENDAR}address/", {"action": "new"}).status_code == 302
        assert not CalendarAddress.objects.exists()
        assert CALENDAR not in client.get("/admin/").text

    def test_nobody_sees_it_without_signing_in(self, client, home_page):
        assert "/admin/login/" in client.get(CALENDAR).headers["Location"]


def address_of(user: User) -> str:
    address = CalendarAddress.objects.get(user=user)
    return reverse("editors_calendar", args=[user.pk, address.token])


def summaries(client: Client, url: str) -> set[str]:
    response = client.get(url)
    assert response.status_code == 200
    return {str(event["SUMMARY"]) for event in Calendar.from_ical(response.content).walk("VEVENT")}


@pytest.fixture
def address(client, moderator, new_york):
    client.force_login(moderator)
    client.post(f"{CALENDAR}address/", {"action": "new"})
    return address_of(moderator)


class TestAddress:
    def test_a_program_reads_the_calendar_without_signing_in(self, address, settings):
        event = make_event(title="Briefing", summary="Not for calendars")
        make_event(
            title="All day", all_day=True, start_date=datetime.date(2030, 6, 28), end_date=datetime.date(2030, 6, 29)
        )
        make_event(title="Off", status="cancelled")
        make_event(title="Put off", status="postponed")
        make_event(title="Long ago", start_date=datetime.date(2020, 1, 1))
        draft = add(home(), EventPage(title="Draft", start_date=datetime.date(2030, 6, 15)))
        expire(make_post(title="To end"), at(21, 2))
        response = Client().get(address)
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        calendar: Any = Calendar.from_ical(response.content)
        assert calendar.errors == []
        events = {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}
        assert set(events) == {"Briefing", "All day", "Off (Canceled)", "Draft (Draft)", "Expires: To end"}
        assert all(event.errors == [] for event in events.values())
        start = events["Briefing"]["DTSTART"].dt
        assert start == datetime.datetime(2030, 6, 14, 13, tzinfo=ZoneInfo("America/New_York"))
        assert events["Briefing"]["URL"] == f"{settings.CMS_BASE_URL}/admin/pages/{event.pk}/edit/"
        assert events["All day"]["DTEND"].dt == datetime.date(2030, 6, 30)
        assert events["Off (Canceled)"]["STATUS"] == "CANCELLED"
        assert events["Draft (Draft)"]["STATUS"] == "TENTATIVE"
        assert events["Draft (Draft)"]["DTSTART"].dt == draft.start_date
        assert events["Expires: To end"]["DTSTART"].dt == at(21, 2)
        assert {str(event["CLASS"]) for event in events.values()} == {"PRIVATE"}
        assert len({str(event["UID"]) for event in events.values()}) == len(events)

    def test_no_shared_cache_keeps_it_and_nobody_learns_the_address(self, address, moderator):
        response = Client().get(address)
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert not response.cookies
        assert "cookie" not in response.headers.get("Vary", "").lower()
        token = CalendarAddress.objects.get().token
        secret = CalendarAddress.objects.get().secret
        assert len(token) == 64
        assert secret not in address

    def test_it_is_no_part_of_the_api(self, address):
        token = CalendarAddress.objects.get().token
        for url in ("/api/v2/", "/api/v2/schema/", "/sitemap.xml", "/robots.txt", "/api/v2/urls/"):
            body = Client().get(url).content.decode()
            assert token not in body
            assert "/calendar/" not in body

    def test_a_new_address_revokes_the_old_one(self, client, address, moderator):
        assert client.get(CALENDAR).text.count(address) == 1
        client.post(f"{CALENDAR}address/", {"action": "new"})
        assert Client().get(address).status_code == 404
        assert address_of(moderator) != address
        assert Client().get(address_of(moderator)).status_code == 200

    def test_an_address_can_be_taken_away(self, client, address):
        client.post(f"{CALENDAR}address/", {"action": "off"})
        assert Client().get(address).status_code == 404
        assert "Create an address" in client.get(CALENDAR).text

    def test_it_ends_with_the_account(self, address, moderator):
        User.objects.filter(pk=moderator.pk).update(is_active=False)
        assert Client().get(address).status_code == 404
        User.objects.filter(pk=moderator.pk).update(is_active=True)
        assert Client().get(address).status_code == 200
        moderator.groups.remove(Group.objects.get(name="Moderator"))
        assert Client().get(address).status_code == 404

    def test_no_other_address_opens_it(self, address, moderator, editor):
        wrong = address[:-5] + ("a" if address[-5] != "a" else "b") + ".ics"
        own = reverse("editors_calendar", args=[editor.pk, CalendarAddress.objects.get().token])
        nobody = reverse("editors_calendar", args=[10**6, "x"])
        for url in (wrong, own, nobody, address.replace(".ics", "é.ics")):
            assert Client().get(url).status_code == 404
        assert Client().post(address).status_code == 405

    def test_looking_changes_nothing(self, client, moderator):
        client.force_login(moderator)
        assert client.get(f"{CALENDAR}address/").status_code == 405
        client.get(CALENDAR)
        assert not CalendarAddress.objects.exists()

    def test_an_empty_calendar_can_be_read(self, address):
        assert summaries(Client(), address) == set()
