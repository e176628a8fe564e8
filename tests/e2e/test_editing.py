"""Users with limited permissions create an event, a post and a person in a browser."""

import re

import pytest
from playwright.sync_api import expect

from pages.models import EventPage, GuestBlogPost, Person
from tests.content import make_image, make_section
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def events(admin: Admin):
    """Return the events that the API serves."""
    response = admin.page.request.get(f"{admin.servers.cms}/api/v2/events/")
    assert response.ok
    return response.json()["items"]


def posts(admin: Admin):
    """Return the posts that the API serves."""
    response = admin.page.request.get(f"{admin.servers.cms}/api/v2/posts/")
    assert response.ok
    return response.json()["items"]


def write_event(admin: Admin, section, title: str, end_time: str = "14:00") -> None:
    admin.open(f"/admin/pages/{section.pk}/add_subpage/")
    admin.page.get_by_role("link", name=re.compile(r"^Event\b")).click()
    admin.edit()
    admin.fill("Title", title)
    # The page is created when its draft is first autosaved.
    admin.page.wait_for_url("**/edit/**")
    admin.tab("When")
    admin.fill("Start date", "2030-06-14")
    admin.fill("Start time", "13:00")
    admin.fill("End time", end_time)
    admin.tab("Where")
    admin.fill("Name", "Town hall")
    admin.fill("Town", "Springfield")


def test_a_moderator_publishes_an_event(admin, moderator):
    section = make_section(title="Events", shows="events")
    admin.sign_in(moderator)
    write_event(admin, section, "A briefing in the town hall")
    admin.tab("People")
    admin.page.get_by_role("button", name="Add Speaker").click()
    admin.fill("Name", "Elena Marrow")
    admin.act("Publish")
    expect(admin.page.get_by_text("published").first).to_be_visible()

    [event] = events(admin)
    assert event["title"] == "A briefing in the town hall"
    assert event["start"]["local"] == "2030-06-14T13:00:00"
    assert event["venue"]["name"] == "Town hall"
    assert [(speaker["name"], speaker["person"]) for speaker in event["speakers"]] == [("Elena Marrow", None)]

    admin.page.goto(f"{admin.servers.frontend}{event['meta']['html_path']}")
    expect(admin.page.get_by_role("heading", level=1)).to_have_text("A briefing in the town hall")
    expect(admin.page.get_by_text("Elena Marrow")).to_be_visible()
    admin.page.goto(f"{admin.servers.frontend}{section.url_path.removeprefix('/home')}")
    expect(admin.page.get_by_role("link", name="A briefing in the town hall")).to_be_visible()


def test_an_event_that_ends_before_it_starts_is_not_published(admin, moderator):
    section = make_section(title="Events", shows="events")
    admin.enter(moderator)
    write_event(admin, section, "A briefing that ends too early", end_time="12:00")
    admin.act("Publish")

    message = admin.page.get_by_text("The event must end after it starts.").locator("visible=true").first
    expect(message).to_be_visible()
    admin.edit()
    admin.tab("When")
    panel = admin.page.locator(".w-field", has=admin.field("End time"))
    expect(panel.get_by_text("The event must end after it starts.")).to_be_visible()
    assert events(admin) == []
    assert not EventPage.objects.live().exists()

    expect(admin.field("Start date")).to_have_value("2030-06-14")
    expect(admin.field("Start time")).to_have_value("13:00")
    expect(admin.field("End time")).to_have_value("12:00")
    admin.tab("Where")
    expect(admin.field("Name")).to_have_value("Town hall")
    admin.tab("What")
    expect(admin.field("Title")).to_have_value("A briefing that ends too early")

    admin.tab("When")
    admin.fill("End time", "14:00")
    admin.act("Publish")
    expect(admin.page.get_by_text("has been published").first).to_be_visible()
    assert [event["title"] for event in events(admin)] == ["A briefing that ends too early"]


def create_in_chooser(admin, button, tab, create, **fields):
    """Create a record in a chooser of the form, and wait until it is chosen."""
    admin.page.get_by_role("button", name=button).first.click()
    window = admin.page.get_by_role("dialog")
    window.get_by_role("tab", name=tab).click()
    for label, text in fields.items():
        window.get_by_label(label.replace("_", " ")).fill(text)
    window.get_by_role("button", name=create).click()
    expect(admin.page.get_by_text(f"{fields['Name']} (not published)")).to_be_visible()


def set_tick(admin, tick, ticked):
    """Tick or untick a box, and wait until the form is saved."""
    with admin.page.expect_response(lambda response: response.url.endswith("/edit/")):
        tick.set_checked(ticked)
    admin.pause()


def test_an_editor_submits_and_a_moderator_approves(admin, editor, moderator):
    section = make_section(title="Events", shows="events")
    admin.enter(editor)
    write_event(admin, section, "A briefing to approve")
    admin.tab("People")
    admin.page.get_by_role("button", name="Add Host").click()
    admin.page.get_by_label("Role").last.select_option("Co-host")
    create_in_chooser(admin, "Choose organization", "Add an organization", "Add this organization", Name="Field Union")
    admin.pause()
    footer = admin.page.locator("footer")
    footer.get_by_role("button", name="More actions").click()
    expect(footer.get_by_role("button", name="Submit to Moderators approval")).to_be_visible()
    expect(footer.get_by_role("button", name="Publish")).to_have_count(0)
    footer.get_by_role("button", name="Submit to Moderators approval").click()
    expect(admin.page.get_by_text("submitted").first).to_be_visible()
    assert events(admin) == []

    admin.enter(moderator)
    admin.open("/admin/")
    admin.page.get_by_role("link", name="A briefing to approve").first.click()
    admin.act("Approve and Publish")
    expect(admin.page.get_by_text("has been updated")).to_be_visible()
    expect(admin.page.get_by_text("“Field Union” has been published with the page.")).to_be_visible()
    [event] = events(admin)
    assert (event["title"], [host["name"] for host in event["hosts"]]) == ("A briefing to approve", ["Field Union"])


def test_a_person_made_in_the_chooser_is_published_with_the_page(admin, editor, moderator):
    section = make_section(title="Posts", shows="posts")
    post = section.add_child(instance=GuestBlogPost(title="A draft", live=False))
    post.save_revision()
    admin.enter(editor)
    admin.open(f"/admin/pages/{post.pk}/edit/")
    admin.edit()
    admin.tab("Who")
    admin.page.get_by_role("button", name="Add Author").click()
    fields = {"Name": "Grace Field", "Job_title": "Farm worker"}
    create_in_chooser(admin, "Choose person", "Add a person", "Add this person", **fields)
    person = Person.objects.get()
    assert (person.name, person.job_title, person.live) == ("Grace Field", "Farm worker", False)
    admin.act("Save draft")
    expect(admin.page.get_by_text("has been updated")).to_be_visible()
    admin.tab("Who")
    expect(admin.page.get_by_text("Grace Field (not published)")).to_be_visible()
    records = admin.page.locator("details.pages-records")
    records.get_by_text("1 not published").click()
    expect(records.get_by_text("Whoever approves the page can publish them with it.")).to_be_visible()
    admin.act("Submit to Moderators approval")
    expect(admin.page.get_by_text("“Grace Field”").first).to_be_visible()

    admin.enter(moderator)
    admin.open("/admin/")
    awaiting = admin.page.get_by_role("region", name="To be published with pages awaiting your review")
    expect(awaiting.get_by_role("link", name="Grace Field")).to_be_visible()
    awaiting.get_by_role("link", name="A draft").click()
    admin.edit()
    tick = records.get_by_role("checkbox", name="Grace Field")
    expect(tick).to_be_checked()
    set_tick(admin, tick, False)
    admin.act("Approve and Publish")
    admin.tab("Who")
    expect(admin.page.get_by_text("“Grace Field” is not published, so it is not shown").first).to_be_visible()
    expect(tick).not_to_be_checked()
    assert posts(admin) == []
    set_tick(admin, tick, True)
    admin.act("Approve and Publish")
    expect(admin.page.get_by_text("“Grace Field” has been published with the page.")).to_be_visible()
    [shown] = posts(admin)
    assert [(author["name"], author["byline"]) for author in shown["authors"]] == [("Grace Field", "Farm worker")]


def test_an_editor_sees_what_would_make_a_page_better_and_sees_it_go(admin, editor, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    section = make_section(title="Events", shows="events")
    admin.enter(editor)
    write_event(admin, section, "A briefing without a picture")
    admin.pause()
    # The list appeared with the first save, without reloading the page.
    hints = admin.page.locator("details.pages-checklist")
    hints.get_by_text("3 hints").click()
    expect(hints.get_by_role("listitem")).to_have_count(3)

    hints.get_by_role("button", name="Write a summary").click()
    expect(admin.field("Summary")).to_be_focused()
    admin.page.keyboard.type("What the town hall heard.")
    admin.pause()
    # It stays open while it becomes shorter.
    expect(hints.get_by_role("listitem")).to_have_count(2)
    expect(hints.get_by_text("2 hints")).to_be_visible()
    expect(hints.get_by_role("button", name="Write a summary")).to_have_count(0)

    hints.get_by_role("button", name="Say what you know about accessibility").click()
    expect(admin.page.get_by_label("Step-free access")).to_be_focused()
    admin.page.get_by_label("Step-free access").select_option("Yes")
    admin.pause()
    expect(hints.get_by_role("listitem")).to_have_count(1)

    hints.get_by_role("button", name="Choose a main image").click()
    expect(admin.page.get_by_role("tab", name="What")).to_have_attribute("aria-selected", "true")
    admin.act("Save draft")
    expect(admin.page.get_by_text("has been updated")).to_be_visible()
    expect(hints.get_by_text("1 hint")).to_be_visible()

    draft = EventPage.objects.get().get_latest_revision_as_object()
    draft.social_image = make_image()
    draft.save_revision()
    admin.page.reload()
    admin.edit()
    expect(hints).to_be_hidden()


def test_what_is_missing_is_known_before_submitting(admin, editor, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    section = make_section(title="Posts", shows="posts")
    post = section.add_child(
        instance=GuestBlogPost(
            title="A draft",
            live=False,
            summary="In short.",
            feature_image=make_image("A bridge", alt="", uploaded_by_user=editor),
            body=[("quote", {"text": "Words.", "attribution": ""})],
        )
    )
    post.save_revision()
    admin.enter(editor)
    admin.open(f"/admin/pages/{post.pk}/edit/")
    admin.edit()
    checklist = admin.page.locator("details.pages-checklist")
    checklist.get_by_text("3 to do").click()
    needed = checklist.get_by_role("region", name="Needed before this page can be published")
    expect(needed.get_by_role("listitem")).to_have_count(3)

    # Into a block, across a tab, and closed by Escape and by a click elsewhere.
    needed.get_by_role("button", name="Say whose words these are.").click()
    expect(admin.page.locator("[data-contentpath='attribution'] input")).to_be_focused()
    admin.page.keyboard.type("Amara Osei")
    needed.get_by_role("button", name="Add at least one author").click()
    expect(admin.page.get_by_role("button", name="Add Author")).to_be_focused()
    admin.page.keyboard.press("Escape")
    expect(needed).to_be_hidden()
    checklist.locator("summary").click()
    expect(needed).to_be_visible()
    admin.tab("What")
    expect(needed).to_be_hidden()

    notice = admin.page.get_by_role("group", name="This image has no alternative text")
    notice.get_by_label("Describe it").fill("A bridge at dawn")
    notice.get_by_role("button", name="Save with the image").click()
    expect(notice).to_have_count(0)
    expect(checklist.get_by_text("1 to do")).to_be_visible()
    post.feature_image.refresh_from_db()
    assert post.feature_image.alt == "A bridge at dawn"
