"""An editor follows a calendar in a browser, and decides on what changes there."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from arrivals.following.reading import read_next_due
from arrivals.models import FollowedCalendar
from pages.models import EventPage
from tests.arrivals.following.calendars import served_calendar
from tests.content import make_section
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def picture(admin: Admin, name: str) -> None:
    """Keep a picture of the page for whoever asks for it (``CALENDAR_PICTURES`` names a folder)."""
    if folder := os.environ.get("CALENDAR_PICTURES"):
        admin.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def served(servers, settings: Any):
    settings.IMPORT_ALLOW_PRIVATE = True
    with served_calendar() as served:
        yield served


def read_again() -> None:
    """Read the calendar as the worker does, now."""
    FollowedCalendar.objects.update(next_read_at="2020-01-01T00:00:00Z")
    assert read_next_due()


def test_a_calendar_is_followed_and_its_changes_are_decided_on(admin: Admin, editor, served) -> None:
    make_section(title="Events", shows="events")
    served.add("1", "Open meeting", DESCRIPTION="Bring a friend.")
    served.add("2", "Film evening")
    admin.sign_in(editor)
    admin.page.get_by_role("button", name="Reports").click()
    admin.page.get_by_role("link", name="Followed calendars").click()
    admin.fill("Address", served.address)
    admin.page.get_by_role("button", name="Choose a page").click()
    window = admin.page.locator(".modal-content")
    window.get_by_role("textbox", name="Search").fill("Events")
    window.get_by_role("link", name="Events", exact=True).click()
    picture(admin, "1-follow")
    admin.page.get_by_role("button", name="Follow this calendar").click()
    expect(admin.page.get_by_text("It is read within a minute.").first).to_be_visible()

    read_again()
    assert set(EventPage.objects.values_list("title", "live")) == {("Open meeting", False), ("Film evening", False)}
    served.add("1", "Open meeting in the library", LOCATION="Library", DESCRIPTION="Bring two friends.")
    served.entries.pop("2")
    read_again()
    event = EventPage.objects.get(title="Open meeting").get_latest_revision_as_object()
    event.title = "Our open meeting"
    event.save_revision(user=editor)

    admin.open("/admin/")
    expect(admin.page.get_by_text("2 events have changed in calendars that you follow")).to_be_visible()
    picture(admin, "2-home")
    admin.page.get_by_role("link", name="2 events have changed").click()
    picture(admin, "3-list")
    admin.page.get_by_role("link", name="Our open meeting").click()
    expect(admin.page.get_by_text("Somebody changed it here.")).to_be_visible()
    expect(admin.page.get_by_role("checkbox", name="Title")).not_to_be_checked()
    picture(admin, "4-change")
    admin.page.get_by_role("checkbox", name="Text").uncheck()
    admin.page.get_by_role("button", name="Accept", exact=True).click()
    expect(admin.page.get_by_text("“Our open meeting” has a new version.")).to_be_visible()
    latest = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    assert (latest.title, latest.venue_name) == ("Our open meeting", "Library")
    assert "Bring a friend." in str(latest.body)

    admin.page.get_by_role("link", name="Film evening").click()
    expect(admin.page.get_by_text("This event is no longer in the calendar")).to_be_visible()
    picture(admin, "5-gone")
    admin.page.get_by_role("button", name="Dismiss all").click()
    expect(admin.page.get_by_text("There are none.")).to_be_visible()
    picture(admin, "6-decided")
