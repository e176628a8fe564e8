"""Users with limited permissions find things in a browser: in lists, choosers and the calendar."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pages.models import EventPage, GuestBlogPost, Person, PostAuthor
from tests.content import make_event, make_image, make_organization, make_person, make_section
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def day(offset: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=offset)


def rows(admin: Admin) -> list[str]:
    """The titles in the list that the page shows."""
    return [title.strip() for title in admin.page.locator("table.listing td.title .title-wrapper a").all_inner_texts()]


def test_an_editor_filters_events_chooses_a_person_and_reads_the_calendar(admin, editor, moderator, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    section = make_section(title="Events", shows="events")
    make_event(section, title="Hearing", start_date=day(0), venue_locality="Washington", rsvp_mode="none")
    make_event(section, title="Conference", start_date=day(40), venue_locality="Geneva")
    make_event(section, title="Rally", start_date=day(3), status="postponed", venue_locality="Washington")
    make_event(section, title="Last year", start_date=day(-300))
    union = make_organization("Example Union")
    make_person("Ana Muñoz", job_title="Economist", organization=union, photo=make_image())
    post = section.add_child(instance=GuestBlogPost(title="A draft", live=False))
    post.save_revision(user=editor)

    # The list of events, with its filters.
    admin.enter(editor)
    admin.open("/admin/")
    admin.page.get_by_role("link", name="Events", exact=True).click()
    expect(admin.page.get_by_role("columnheader", name="When")).to_be_visible()
    assert rows(admin) == ["Conference", "Hearing", "Last year", "Rally"]
    expect(admin.page.get_by_role("row", name="Rally")).to_contain_text("Postponed")
    admin.page.get_by_role("button", name="Show filters").or_(
        admin.page.get_by_role("button", name="Filter")
    ).first.click()
    admin.page.get_by_role("button", name="Phase").or_(admin.page.get_by_role("tab", name="Phase")).first.click()
    admin.page.get_by_label("Upcoming").check()
    expect(admin.page.get_by_role("row", name="Last year")).to_have_count(0)
    expect(admin.page.get_by_role("row", name="Conference")).to_be_visible()

    # A person is found without the accent, and recognized.
    admin.open(f"/admin/pages/{post.pk}/edit/")
    admin.edit()
    admin.tab("Who")
    admin.page.get_by_role("button", name="Add Author").click()
    admin.page.get_by_role("button", name="Choose person").click()
    window = admin.page.get_by_role("dialog")
    window.get_by_role("textbox", name="Search term").fill("munoz")
    found = window.get_by_role("row", name="Ana Muñoz")
    expect(found).to_contain_text("Economist")
    expect(found).to_contain_text("Example Union")
    expect(window.get_by_role("link", name="Ana Muñoz")).to_have_count(1)
    assert found.locator("img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0

    # A second record of nearly the same name is a question.
    window.get_by_role("tab", name="Add a person").click()
    window.get_by_label("Name").fill("ANA  MUNOZ")
    window.get_by_role("button", name="Add this person").click()
    expect(window.get_by_text("There is already a person with this name")).to_be_visible()
    expect(window.get_by_role("link", name="Ana Muñoz")).to_be_visible()
    assert Person.objects.count() == 1
    window.get_by_label("Create it anyway").check()
    window.get_by_role("button", name="Add this person").click()
    expect(admin.page.get_by_text("ANA MUNOZ (not published)")).to_be_visible()
    admin.act("Save draft")
    expect(admin.page.get_by_text("has been updated")).to_be_visible()
    assert PostAuthor.objects.get().person == Person.objects.get(job_title="")

    # The calendar, by keyboard, on a phone, and as an address.
    admin.enter(moderator)
    admin.open("/admin/")
    admin.page.get_by_role("link", name="Calendar", exact=True).click()
    today = admin.page.locator("td", has=admin.page.locator("[aria-current=date]"))
    link = today.get_by_role("link", name="Hearing")
    expect(link).to_be_visible()
    expect(admin.page.get_by_role("region", name="Postponed").get_by_role("link", name="Rally")).to_be_visible()
    admin.page.get_by_label("Expiring").uncheck()
    admin.page.get_by_label("Events").uncheck()
    admin.page.get_by_role("button", name="Show", exact=True).press("Enter")
    expect(admin.page.get_by_role("link", name="Hearing")).to_have_count(0)
    admin.page.go_back()
    admin.page.get_by_role("link", name="Agenda").click()
    admin.page.get_by_role("link", name="Hearing").focus()
    admin.page.keyboard.press("Enter")
    admin.page.wait_for_url(f"**/pages/{EventPage.objects.get(title='Hearing').pk}/edit/")
    admin.page.set_viewport_size({"width": 390, "height": 800})
    admin.open("/admin/calendar/")
    expect(admin.page.get_by_role("link", name="Hearing")).to_be_visible()
    assert admin.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    admin.page.get_by_role("button", name="Create an address").click()
    address = admin.page.get_by_label("Your address").input_value()
    assert "SUMMARY:Hearing" in admin.page.request.get(address).text().replace("\r\n ", "")
    admin.page.get_by_role("button", name="New address").click()
    expect(admin.page.get_by_label("Your address")).not_to_have_value(address)
    assert admin.page.request.get(address).status == 404
