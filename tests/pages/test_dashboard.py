"""The dashboard: one's own drafts, what is scheduled, what ends, and the next events with what they lack."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pages.editor.event_panels import RECAP
from pages.models import EventPage, GuestBlogPost
from tests.content import add, home, make_event, make_post, make_section
from tests.pages.permissions import limited_editor

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ACCESS = {"access_step_free": "yes", "venue_locality": "Washington"}


def day(offset: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=offset)


def later(days: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days)


def panels(client: Client) -> dict[str, dict]:
    response = client.get("/admin/")
    assert response.status_code == 200
    context = {"request": response.wsgi_request, "csrf_token": ""}
    return {
        panel.name: panel.get_context_data(context)
        for panel in response.context["panels"]
        if panel.name in ("my_drafts", "schedule", "next_events")
    }


def draft(parent, user, title: str, **fields) -> GuestBlogPost:
    post = add(parent, GuestBlogPost(title=title, **fields))
    post.save_revision(user=user)
    return post


def test_the_next_events_say_what_they_lack(client, moderator):
    client.force_login(moderator)
    make_event(title="Complete", start_date=day(1), **ACCESS)
    make_event(title="Where", start_date=day(2))
    add(home(), EventPage(title="A draft", start_date=day(3)))
    make_event(title="Off", start_date=day(4), status="cancelled")
    make_event(title="Put off", start_date=day(0), status="postponed")
    make_event(title="Over", start_date=day(-40))
    rows = {row.event.title: row for row in panels(client)["next_events"]["rows"]}
    assert list(rows) == ["Complete", "Where", "A draft", "Off", "Put off"]
    assert rows["Complete"].faults == ()
    assert any("accessibility" in fault for fault in rows["Where"].faults)
    assert any("town" in fault for fault in rows["Where"].faults)
    assert rows["A draft"].notes == ("Draft",)
    assert "Enter the start time, or tick “All day”." in rows["A draft"].faults
    assert rows["Off"].notes == ("Canceled",)
    assert (rows["Put off"].when, rows["Put off"].notes) == ("Postponed", ())
    text = client.get("/admin/").text
    assert "Next events" in text
    assert "accessibility" in text


def test_an_event_that_ended_without_a_recap_is_named(client, moderator):
    client.force_login(moderator)
    before = timezone.now() - datetime.timedelta(days=10)
    for title in ("No recap", "Recap"):
        event = make_event(title=title, start_date=day(-5))
        if title == "No recap":
            EventPage.objects.filter(pk=event.pk).update(last_published_at=before)
    rows = panels(client)["next_events"]["rows"]
    assert [(row.event.title, row.faults) for row in rows] == [("No recap", (RECAP,))]


def test_ones_own_drafts_are_listed_once(client, moderator, editor):
    client.force_login(moderator)
    section = make_section()
    draft(section, moderator, "Mine")
    draft(section, editor, "Theirs")
    changed = make_post(section, title="Changed")
    changed.title = "Changed again"
    changed.save_revision(user=moderator)
    make_post(section, title="Published")
    scheduled = draft(section, moderator, "Planned", go_live_at=later(3))
    scheduled.authors.create(name="Somebody")
    scheduled.save_revision(user=moderator).publish()
    submitted = draft(section, moderator, "Submitted")
    submitted.get_workflow().start(submitted, moderator)
    found = panels(client)
    assert [page.get_admin_display_title() for page in found["my_drafts"]["drafts"]] == ["Changed again", "Mine"]
    assert [entry.title for entry, _ in found["schedule"]["scheduled"]] == ["Planned"]
    text = client.get("/admin/").text
    assert "Your most recent edits" not in text
    assert text.count(">Planned<") == text.count(">Mine<") == 1


def test_what_ends_soon_and_what_has_ended(client, moderator):
    client.force_login(moderator)
    for title, days in (("Soon", 3), ("Much later", 40)):
        post = make_post(title=title)
        post.expire_at = later(days)
        post.save_revision().publish()
    for title, days in (("Lately", -3), ("Long ago", -40)):
        GuestBlogPost.objects.filter(pk=make_post(title=title).pk).update(
            live=False, expired=True, expire_at=later(days)
        )
    found = panels(client)["schedule"]
    assert [entry.title for entry, _ in found["ending"]] == ["Soon"]
    assert [entry.title for entry, _ in found["ended"]] == ["Lately"]


def test_empty_panels_are_not_shown(client, moderator):
    client.force_login(moderator)
    text = client.get("/admin/").text
    for heading in ("Next events", "Your drafts", "Scheduled to be published", "Ended, or ending soon"):
        assert heading not in text


def test_an_editor_of_one_section_sees_nothing_else(client, home_page):
    mine, others = make_section(title="Mine"), make_section(title="Theirs")
    user = limited_editor(mine)
    for section, name in ((mine, "my"), (others, "their")):
        make_event(section, title=f"{name} event", start_date=day(2))
        draft(section, user, f"{name} draft")
        post = make_post(section, title=f"{name} post")
        post.expire_at = later(3)
        post.save_revision().publish()
    client.force_login(user)
    text = client.get("/admin/").text
    assert "my event" in text
    assert "my draft" in text
    assert "my post" in text
    assert "their" not in text


@pytest.mark.slow
def test_the_number_of_queries_does_not_depend_on_what_is_shown(client, moderator):
    client.force_login(moderator)

    def make(number: int) -> None:
        make_event(title=f"Event {number}", start_date=day(2))
        make_event(title=f"Put off {number}", status="postponed")
        draft(home(), moderator, f"Draft {number}")
        post = make_post(title=f"Post {number}")
        post.expire_at = later(3)
        post.save_revision().publish()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len(captured)

    make(0)
    queries()
    with_one = queries()
    for number in range(1, 4):
        make(number)
    assert queries() == with_one
