"""A moderator repeats an event in a browser, changes one date, and brings the change to the others."""

import datetime

import pytest
from playwright.sync_api import expect

from pages.models import EventPage
from tests.content import make_event, make_section
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def event(servers) -> EventPage:
    section = make_section(title="Events", shows="events")
    day = datetime.date.today() + datetime.timedelta(days=30)
    return make_event(section, title="Open evening", start_date=day, start_time=datetime.time(19), end_time=None)


def choose(admin: Admin, name: str) -> None:
    """Choose what is behind the three dots beside the title."""
    admin.page.locator("header, .w-slim-header").get_by_role("button", name="Actions").first.click()
    admin.page.get_by_role("link", name=name, exact=True).click()


def test_an_event_is_repeated_and_its_dates_are_changed_together(admin, moderator, event):
    admin.sign_in(moderator)
    admin.open(f"/admin/pages/{event.pk}/edit/")
    admin.edit()
    choose(admin, "Repeat")
    expect(admin.field("Name of the series")).to_have_value("Open evening")
    admin.fill("Name of the series", "Open evenings")
    admin.fill("How many dates", "4")
    admin.page.get_by_role("button", name="Show the days").click()
    days = admin.page.locator(".pages-series-days").get_by_role("checkbox")
    expect(days).to_have_count(4)
    expect(days.first).to_be_disabled()
    # One week is left out.
    days.nth(2).uncheck()
    admin.page.get_by_role("button", name="Make and publish").click()
    expect(admin.page.get_by_text("2 dates were made.")).to_be_visible()
    made = EventPage.objects.filter(series__name="Open evenings").order_by("start_date")
    assert [((page.start_date - event.start_date).days, page.live) for page in made] == [
        (0, True),
        (7, True),
        (21, True),
    ]

    # The last one takes place elsewhere; then all get another subtitle.
    last = made[2]
    admin.open(f"/admin/pages/{last.pk}/edit/")
    admin.edit()
    admin.tab("When and where")
    admin.fill("Room", "The garden")
    admin.act("Publish")
    expect(admin.page.get_by_text("has been published")).to_be_visible()
    admin.open(f"/admin/pages/{event.pk}/edit/")
    admin.edit()
    admin.fill("Subtitle", "Bring a friend")
    admin.tab("When and where")
    admin.fill("Room", "Room 4")
    admin.act("Publish")
    expect(admin.page.get_by_text("has been published")).to_be_visible()
    admin.page.get_by_role("link", name="All other dates (2)").click()
    rows = admin.page.locator("table.listing tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).get_by_role("cell").nth(2)).to_have_text("Subtitle, Place: room")
    expect(rows.nth(1).get_by_role("cell").nth(2)).to_have_text("Subtitle")
    expect(rows.nth(1).get_by_role("cell").nth(3)).to_have_text("Place: room")
    admin.page.get_by_role("button", name="Change all dates (2)").click()
    expect(admin.page.get_by_text("2 dates were changed.")).to_be_visible()
    found = made.values_list("subtitle", "venue_room")
    assert list(found) == [
        ("Bring a friend", "Room 4"),
        ("Bring a friend", "Room 4"),
        ("Bring a friend", "The garden"),
    ]

    # From the second date on, they end with a walk.
    second = made[1]
    admin.open(f"/admin/pages/{second.pk}/edit/")
    admin.edit()
    admin.tab("When and where")
    expect(admin.page.get_by_text("Date 2 of 3 of “Open evenings”")).to_be_visible()
    admin.tab("What")
    admin.fill("Subtitle", "With a walk")
    admin.act("Publish")
    expect(admin.page.get_by_role("link", name="The following dates (1)")).to_be_visible()
    admin.page.get_by_role("link", name="The following dates (1)").click()
    expect(admin.page.get_by_role("button", name="Change the following dates (1)")).to_be_visible()
    admin.page.get_by_role("button", name="Change the following dates (1)").click()
    expect(admin.page.get_by_text("1 date was changed.")).to_be_visible()
    assert list(made.values_list("subtitle", flat=True)) == ["Bring a friend", "With a walk", "With a walk"]
