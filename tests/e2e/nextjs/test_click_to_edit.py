"""Click to edit: from the preview to the form, and from the form to the preview."""

import datetime
import re
import time

import pytest
from playwright.sync_api import FrameLocator, Locator, expect

from pages.models import EventPage, EventSpeaker
from tests.api.everything import block
from tests.content import add, make_person, make_section

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def event() -> EventPage:
    event: EventPage = add(
        make_section(title="Events", shows="events"),
        EventPage(
            title="An evening",
            start_date=datetime.date(2030, 6, 14),
            start_time=datetime.time(19),
            time_zone="America/New_York",
            venue_name="Town hall",
            body=[
                block(1, "heading", {"text": "Why we meet", "level": "2"}),
                block(2, "paragraph", "<p>Because we can.</p>"),
                block(3, "callout", {"tone": "info", "title": "Before you come", "text": "<p>Bring a coat.</p>"}),
            ],
        ),
    )
    hidden = make_person("Hidden")
    event.speakers.set([EventSpeaker(person=hidden), EventSpeaker(name="Ada"), EventSpeaker(name="Ben")])
    event.save_revision()
    hidden.unpublish()
    return event


@pytest.fixture
def preview(admin, editor, event) -> FrameLocator:
    admin.enter(editor)
    admin.open(f"/admin/pages/{event.pk}/edit/")
    admin.edit()
    preview = admin.preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text("An evening")
    return preview


def expect_cursor(admin, field: Locator) -> None:
    expect(field).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()


def test_a_click_goes_to_the_field(admin, preview):
    expect(admin.page.locator("#id_venue_name")).to_be_attached()
    expect(admin.page.locator("#id_venue_name")).not_to_be_visible()
    venue = preview.get_by_text("Town hall")
    admin.click_until(venue, admin.page.locator("#id_venue_name"))
    expect_cursor(admin, admin.page.locator("#id_venue_name"))

    preview.get_by_role("heading", level=1).dispatch_event("click")
    expect_cursor(admin, admin.page.locator("#id_title"))


def test_a_click_goes_to_the_row(admin, preview):
    row = admin.page.locator("#inline_child_speakers-2")
    shown = preview.get_by_text("Ben", exact=True)
    expect(preview.get_by_text("Hidden")).not_to_be_visible()
    deadline = time.monotonic() + 15
    while not row.is_visible():
        assert time.monotonic() < deadline
        shown.dispatch_event("click")
        admin.page.wait_for_timeout(250)
    expect(row.locator(":focus")).to_be_visible()


def test_a_click_goes_to_the_block(admin, preview):
    heading = admin.page.locator('[data-contentpath="body"] [data-contentpath="text"] input').first
    admin.click_until(preview.get_by_role("heading", name="Why we meet"), heading)
    expect_cursor(admin, heading)
    preview.get_by_text("Because we can").dispatch_event("click")
    expect(admin.page.locator('[data-contentpath="body"] .public-DraftEditor-content').first).to_be_focused()


def test_the_form_scrolls_to_what_is_far_away(admin, editor, event):
    """The preview scrolls at the same time, which must not cancel the scrolling of the form around it."""
    event.body = [block(number, "heading", {"text": f"Part {number}", "level": "2"}) for number in range(1, 26)]
    event.intro = "<p>A long text.</p>" * 40
    event.save_revision()
    admin.enter(editor)
    admin.open(f"/admin/pages/{event.pk}/edit/")
    admin.edit()
    preview = admin.preview()
    fields = admin.page.locator('[data-contentpath="body"] [data-contentpath="text"] input')
    expect(fields).to_have_count(25)
    last = preview.get_by_role("heading", name="Part 25")
    admin.click_until(last, fields.last)
    expect_cursor(admin, fields.last)
    expect(last).to_be_in_viewport()
    # As a key does that moves the cursor on.
    for field, shown in ((fields.first, "Part 1"), (fields.last, "Part 25")):
        field.focus()
        expect(preview.get_by_role("heading", name=shown, exact=True)).to_be_in_viewport()
        admin.page.wait_for_timeout(1000)
        expect_cursor(admin, field)


def test_a_collapsed_block_is_opened(admin, preview):
    admin.page.get_by_role("button", name="Collapse all").click()
    heading = admin.page.locator('[data-contentpath="body"] [data-contentpath="text"] input').first
    expect(heading).not_to_be_visible()
    admin.click_until(preview.get_by_role("heading", name="Why we meet"), heading)
    expect_cursor(admin, heading)


def test_the_preview_follows_the_cursor(admin, preview):
    venue = preview.locator('[data-edit="venue_name"]')
    admin.click_until(venue, admin.page.locator("#id_venue_name"))
    expect(venue).to_have_attribute("data-edit-current", "")
    admin.tab("What")
    admin.page.locator("#id_title").focus()
    expect(preview.get_by_role("heading", level=1)).to_have_attribute("data-edit-current", "")
    expect(preview.locator("[data-edit-current]")).to_have_count(1)
    callout = admin.page.locator('[data-contentpath="body"] [data-contentpath="title"] input').last
    callout.focus()
    expect(preview.get_by_role("note")).to_have_attribute("data-edit-current", "")
    expect(preview.get_by_role("note")).to_be_in_viewport()


def test_nobody_else_is_listened_to(admin, preview):
    admin.click_until(preview.get_by_text("Town hall"), admin.page.locator("#id_venue_name"))
    message = "{ type: 'coalition-cms:edit', path: 'title' }"
    # The form's own window, and a frame of the frontend that is not the preview.
    admin.page.evaluate(f"postMessage({message}, '*')")
    admin.page.evaluate(
        """([address, message]) => new Promise((resolve) => {
            const frame = document.createElement("iframe");
            frame.src = address;
            frame.onload = resolve;
            document.body.append(frame);
        })""",
        [f"{admin.servers.frontend}/preview", message],
    )
    other = admin.page.frames[-1]
    assert re.match(rf"{admin.servers.frontend}/preview", other.url)
    other.evaluate(f"parent.postMessage({message}, '*')")
    admin.page.wait_for_timeout(500)
    expect(admin.page.locator("#id_title")).not_to_be_focused()


def test_a_preview_of_its_own_has_no_form(admin, preview, event):
    with admin.page.context.expect_page() as opened:
        admin.page.get_by_role("link", name="Preview in new tab").click()
    heading = opened.value.get_by_role("heading", level=1)
    expect(heading).to_have_text("An evening")
    heading.click()
    expect(heading).to_be_visible()
