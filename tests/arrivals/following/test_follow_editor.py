"""Followed calendars, and what changed in them, in the admin."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from arrivals.models import FollowedCalendar, ProposedChange
from pages.models import EventPage, SectionPage, User
from tests.arrivals.following.calendars import ServedCalendar
from tests.arrivals.following.conftest import Read
from tests.content import home
from tests.pages.conftest import account

pytestmark = pytest.mark.django_db

CALENDARS = "/admin/imports/calendars/"


@pytest.fixture
def editor(client: Client) -> User:
    user: User = account("editor@example.org", "Editor")
    client.force_login(user)
    return user


@pytest.fixture
def change(served: ServedCalendar, read: Read) -> ProposedChange:
    served.add("1", "A meeting")
    read()
    served.add("1", "A large meeting", LOCATION="Library")
    read()
    return ProposedChange.objects.get()


def of_one_section(section: SectionPage) -> User:
    """Return a user who may make and edit pages below one section only."""
    group = Group.objects.create(name="Of one section")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(codename=codename)
        GroupPagePermission.objects.create(group=group, page=section, permission=permission)
    user: User = account("section@example.org", "Editor")
    user.groups.set([group])
    return user


def test_an_editor_follows_a_calendar(
    client: Client, editor: User, served: ServedCalendar, sections: dict[str, SectionPage]
) -> None:
    data = {"address": served.address, "below": sections["events"].pk, "every_hours": 3}
    response = client.post(CALENDARS, data, follow=True)
    assert "It is read within a minute." in response.text
    calendar = FollowedCalendar.objects.get()
    assert (calendar.added_by, calendar.every_hours, calendar.address) == (editor, 3, served.address)
    assert "This calendar is followed already." in client.post(CALENDARS, data).text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"address": "nothing"}, "It is not an address of the web."),
        ({"every_hours": 0}, "greater than or equal to 1"),
        ({"below": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_followed_is_said(
    client: Client,
    editor: User,
    served: ServedCalendar,
    sections: dict[str, SectionPage],
    values: dict[str, Any],
    sentence: str,
) -> None:
    data = {"address": served.address, "below": sections["events"].pk, "every_hours": 3, **values}
    assert sentence in client.post(CALENDARS, data).text
    assert not FollowedCalendar.objects.exists()


def test_private_networks_are_refused_when_an_address_is_added(
    client: Client, editor: User, sections: dict[str, SectionPage], settings: Any
) -> None:
    data = {"address": "http://127.0.0.1/a.ics", "below": sections["events"].pk, "every_hours": 3}
    assert "private network" in client.post(CALENDARS, data).text


def test_events_go_only_where_a_user_may_make_them(
    client: Client, served: ServedCalendar, sections: dict[str, SectionPage]
) -> None:
    client.force_login(of_one_section(sections["events"]))
    data = {"address": served.address, "below": home().pk, "every_hours": 3}
    assert "You cannot add events below this page." in client.post(CALENDARS, data).text
    assert client.post(CALENDARS, {**data, "below": sections["events"].pk}).status_code == 302


def test_a_calendar_is_paused_resumed_read_and_removed(
    client: Client, editor: User, calendar: FollowedCalendar, change: ProposedChange
) -> None:
    url = reverse("arrivals_act_on_calendar", args=[calendar.pk])
    client.post(url, {"action": "pause"})
    assert "Paused." in client.get(CALENDARS).text
    client.post(url, {"action": "resume"})
    calendar.refresh_from_db()
    assert not calendar.is_paused
    assert calendar.next_read_at <= timezone.now()
    FollowedCalendar.objects.update(next_read_at=timezone.now() + datetime.timedelta(hours=1), problem="It is broken.")
    assert "It is broken." in client.get(CALENDARS).text
    client.post(url, {"action": "read"})
    calendar.refresh_from_db()
    assert calendar.next_read_at <= timezone.now()
    assert client.get(url).status_code == 405
    client.post(url, {"action": "remove"})
    assert not FollowedCalendar.objects.exists()
    assert EventPage.objects.exists()


def test_a_change_is_shown_and_accepted(client: Client, editor: User, change: ProposedChange) -> None:
    assert "An event has changed in a calendar" in client.get("/admin/").text
    url = reverse("arrivals_change", args=[change.pk])
    assert url in client.get(CALENDARS).text
    page = client.get(url).text
    for text in (
        "A large meeting",
        "Town hall",
        "Library",
        "Place: name",
        reverse("wagtailadmin_pages:edit", args=[1]),
    ):
        assert text.replace("/1/", f"/{change.event.page_id}/") in page
    assert "Accept and publish" not in page
    response = client.post(url, {"action": "accept", "fields": ["venue_name"]}, follow=True)
    assert "has a new version." in response.text
    latest = EventPage.objects.get().get_latest_revision_as_object()
    assert (latest.title, latest.venue_name) == ("A meeting", "Library")
    assert "waits no longer" in client.get(url, follow=True).text


def test_what_was_changed_here_is_said_and_not_ticked(client: Client, editor: User, change: ProposedChange) -> None:
    event = EventPage.objects.get()
    event.venue_name = "Park"
    event.save_revision(user=editor)
    page = client.get(reverse("arrivals_change", args=[change.pk])).text
    assert "Somebody changed it here." in page
    assert 'value="venue_name">' in page
    assert 'value="title" checked>' in page
    assert "Park" in page


def test_nothing_chosen_is_said(client: Client, editor: User, change: ProposedChange) -> None:
    url = reverse("arrivals_change", args=[change.pk])
    assert "Tick what you want to accept" in client.post(url, {"action": "accept"}, follow=True).text
    assert "stays as it is" in client.post(url, {"action": "dismiss"}, follow=True).text
    change.refresh_from_db()
    assert (change.state, change.decided_by) == ("dismissed", editor)


def test_a_moderator_publishes_at_once(client: Client, change: ProposedChange) -> None:
    EventPage.objects.get().latest_revision.publish()
    client.force_login(account("moderator@example.org", "Moderator"))
    url = reverse("arrivals_change", args=[change.pk])
    assert "Accept and publish" in client.get(url).text
    client.post(url, {"action": "publish", "fields": ["title"]})
    assert EventPage.objects.get().title == "A large meeting"


def test_others_see_and_do_nothing(
    client: Client, calendar: FollowedCalendar, change: ProposedChange, sections: dict[str, SectionPage]
) -> None:
    client.force_login(of_one_section(sections["posts"]))
    url = reverse("arrivals_change", args=[change.pk])
    assert "A meeting" not in client.get(CALENDARS).text
    assert calendar.address not in client.get(CALENDARS).text
    assert "waits no longer" in client.post(url, {"action": "accept", "fields": ["title"]}, follow=True).text
    act = reverse("arrivals_act_on_calendar", args=[calendar.pk])
    assert client.post(act, {"action": "remove"}).status_code == 404
    reader = account("nobody@example.org", "Editor")
    reader.groups.clear()
    client.force_login(reader)
    assert client.get(CALENDARS).status_code == 302
    assert FollowedCalendar.objects.exists()
    change.refresh_from_db()
    assert change.state == "open"


def test_the_list_takes_as_many_queries_for_many_changes(
    client: Client, editor: User, served: ServedCalendar, read: Read, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        served.add(str(number), f"Meeting {number}")
    read()
    for number in range(8):
        served.add(str(number), f"Meeting {number}, moved", days=31)
    read()
    client.get(CALENDARS)
    with django_assert_max_num_queries(20):
        assert client.get(CALENDARS).text.count("Changed in the calendar") == 8
