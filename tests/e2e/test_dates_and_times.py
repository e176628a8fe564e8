"""An editor types dates, times and long texts in a browser and sees what is understood, before and after saving."""

import datetime
import re

import pytest
from playwright.sync_api import Locator, expect
from wagtail.models import Site

from pages.models import EventPage, SiteSettings
from tests.content import add, make_section
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

MEETING = "https://teams.example.com/l/meetup-join/" + "a" * 300


@pytest.fixture
def event(servers) -> EventPage:
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"time_zone": "America/New_York"})
    section = make_section(title="Events", shows="events")
    event = add(section, EventPage(title="A briefing", live=False, time_zone="America/New_York"))
    event.save_revision()
    return event


def words(admin: Admin, label: str) -> Locator:
    """Return what is written below a field."""
    return admin.page.locator(".pages-typed", has=admin.field(label)).locator("output")


def draft(event: EventPage) -> EventPage:
    return EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()


def test_an_editor_reads_in_words_what_was_understood(admin, editor, event):
    admin.enter(editor)
    admin.open(f"/admin/pages/{event.pk}/edit/")
    admin.edit()
    expect(admin.page.get_by_role("tab")).to_have_count(5)
    admin.tab("When and where")
    span = admin.page.locator(".pages-event-span output")
    for date, start, end in (("06/16/2017", "1pm", "2 pm"), ("16 June 2017", "13:00", "2:00 p.m.")):
        admin.fill("Start date", date)
        admin.fill("Start time", start)
        admin.fill("End time", end)
        expect(words(admin, "Start date")).to_have_text("Friday, June 16, 2017")
        expect(words(admin, "Start time")).to_have_text("1:00 pm")
        expect(span).to_have_text("Friday, June 16, 2017, 1:00–2:00 pm EDT")
        # The text stays as it was typed.
        expect(admin.field("Start date")).to_have_value(date)
    admin.act("Save draft")
    expect(admin.page.get_by_text("has been updated")).to_be_visible()
    stored = draft(event)
    assert (stored.start_date, stored.start_time) == (datetime.date(2017, 6, 16), datetime.time(13))
    assert stored.end_time == datetime.time(14)

    admin.edit()
    admin.tab("When and where")
    expect(span).to_have_text("Friday, June 16, 2017, 1:00–2:00 pm EDT")

    # Half a date is an error at once, is not saved, and costs nothing once it is whole.
    admin.fill("Start date", "June 17")
    expect(words(admin, "Start date")).to_have_text("Add the year.")
    expect(admin.field("Start date")).to_have_attribute("aria-invalid", "true")
    expect(span).to_have_text("")
    expect(admin.page.locator("#w-autosave-indicator").get_by_text("Autosave is paused")).to_be_visible()
    admin.fill("Town", "Springfield")
    admin.act("Save draft")
    # The form is shown again.
    admin.tab("When and where (1 error)")
    field = admin.page.locator(".w-field", has=admin.field("Start date"))
    expect(field.locator(".error-message")).to_have_text("Add the year.")
    expect(admin.field("Start date")).to_have_value("June 17")
    expect(admin.field("Town")).to_have_value("Springfield")
    admin.fill("Start date", "June 17, 2017")
    expect(words(admin, "Start date")).to_have_text("Saturday, June 17, 2017")
    admin.act("Save draft")
    expect(admin.page.get_by_text("has been updated")).to_be_visible()
    assert (draft(event).start_date, draft(event).venue_locality) == (datetime.date(2017, 6, 17), "Springfield")

    # The calendar writes what it is given, and the server reads it.
    admin.tab("When and where")
    picker = admin.page.locator(".pages-typed", has=admin.field("Start date")).locator("input[type=date]")
    picker.evaluate(
        "input => { input.value = '2030-06-14'; input.dispatchEvent(new Event('change', {bubbles: true})) }"
    )
    expect(words(admin, "Start date")).to_have_text("Friday, June 14, 2030")

    # Only the fields that belong to a choice are shown, and a long address is not cut.
    expect(admin.field("Address to join")).to_be_hidden()
    admin.page.get_by_role("combobox", name=re.compile("How to attend")).select_option("Online")
    expect(admin.field("Town")).to_be_hidden()
    address = admin.field("Address to join")
    address.click()
    admin.page.keyboard.insert_text(MEETING)
    expect(address).to_have_value(MEETING)
    platform = admin.field("Platform")
    platform.click()
    admin.page.keyboard.insert_text("x" * 112)
    expect(admin.page.get_by_text("12 characters too long")).to_be_visible()
    # The form asks first whether the CMS would take it.
    with admin.page.expect_navigation():
        admin.act("Save draft")
    admin.tab("When and where")
    expect(admin.page.get_by_text("This is 12 characters too long: it may have 100.")).to_be_visible()
    platform.fill("Teams")
    admin.act("Save draft")
    expect(admin.page.get_by_text("has been updated")).to_be_visible()
    assert (draft(event).online_url, draft(event).venue_locality) == (MEETING, "Springfield")


def test_a_schedule_is_in_the_zone_of_the_site(admin, editor, event):
    admin.enter(editor)
    admin.open(f"/admin/pages/{event.pk}/edit/")
    admin.edit()
    admin.page.get_by_role("button", name="Toggle status").click()
    admin.page.get_by_role("button", name="Set schedule").click()
    dialog = admin.page.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile("In New York time")).first).to_be_visible()
    dialog.get_by_label("Go live").fill("06/16/2030 18:00")
    expect(dialog.get_by_text("Sunday, June 16, 2030, 6:00 pm EDT")).to_be_visible()
    dialog.get_by_label("Expiry").fill("6pm")
    expect(dialog.get_by_text("Add the date.")).to_be_visible()
    dialog.get_by_label("Expiry").fill("Dec 16 2030, 6pm")
    expect(dialog.get_by_text("Monday, December 16, 2030, 6:00 pm EST")).to_be_visible()
    dialog.get_by_role("button", name="Save schedule").click()
    expect(admin.page.get_by_text("has been updated")).to_be_visible()
    stored = draft(event)
    assert stored.go_live_at == datetime.datetime(2030, 6, 16, 22, tzinfo=datetime.UTC)
    assert stored.expire_at == datetime.datetime(2030, 12, 16, 23, tzinfo=datetime.UTC)
    if not admin.page.get_by_text("Go-live:").first.is_visible():
        admin.page.get_by_role("button", name="Toggle status").click()
    expect(admin.page.get_by_text("Go-live: June 16, 2030, 6:00 PM EDT")).to_be_visible()
