"""Nothing that an editor types is lost by a session, a connection, a quick click or a restart."""

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect
from wagtail.models import GroupPagePermission

from pages.models import GuestBlogPost, PostAuthor
from tests.content import add, make_section
from tests.e2e.conftest import PASSWORD, Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

CONFLICT = re.compile("newer version|another window|Autosave is paused")


@pytest.fixture
def draft() -> GuestBlogPost:
    post: GuestBlogPost = add(make_section(title="Posts", shows="posts"), GuestBlogPost(title="As saved"))
    post.save_revision()
    return post


def latest(page: GuestBlogPost) -> GuestBlogPost:
    page.refresh_from_db()
    revision: GuestBlogPost = page.get_latest_revision_as_object()
    return revision


def open_form(admin: Admin, page: GuestBlogPost) -> None:
    admin.open(f"/admin/pages/{page.pk}/edit/")
    admin.edit()


def publish(admin: Admin) -> None:
    """Choose “Publish” at once, without waiting for an autosave."""
    footer = admin.page.locator("footer")
    footer.get_by_role("button", name="More actions").click()
    with admin.page.expect_navigation():
        footer.get_by_role("button", name="Publish", exact=True).click()


def is_save(route_url: str) -> bool:
    return route_url.endswith("/edit/")


def test_a_form_submitted_right_after_typing_knows_its_own_autosave(admin, moderator, draft):
    admin.enter(moderator)
    open_form(admin, draft)
    for round_number, delay in enumerate((0, 300, 550, 700, 900)):
        title = f"Typed {delay} ms before"
        admin.page.locator("#id_title").fill(title)
        admin.page.wait_for_timeout(delay)
        publish(admin)
        expect(admin.page.get_by_text("The draft is saved, but it was not published:").first).to_be_visible()
        admin.edit()
        expect(admin.page.locator("#id_title")).to_have_value(title)
        # Autosave goes on after the refusal, and knows the version that it continues.
        admin.page.locator("#id_title").fill(f"{title}, {round_number}")
        admin.pause()
        expect(admin.page.get_by_text(CONFLICT).locator("visible=true")).to_have_count(0)
        assert latest(draft).title == f"{title}, {round_number}"


def test_what_is_typed_right_after_the_page_has_loaded_is_saved(admin, editor, draft):
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.page.locator("#id_title").fill("Typed at once")
    admin.page.locator("[data-contentpath='intro'] [contenteditable=true]").click()
    admin.page.keyboard.type("An opening typed at once.")
    admin.edit()
    admin.pause()
    assert latest(draft).title == "Typed at once"
    assert "typed at once" in latest(draft).intro
    admin.page.reload()
    expect(admin.page.locator("#id_title")).to_have_value("Typed at once")


def test_text_survives_a_session_that_ends(admin, moderator, draft, context):
    admin.enter(moderator)
    open_form(admin, draft)
    Session.objects.all().delete()
    admin.page.locator("#id_title").fill("Typed while signed out")
    dialog = admin.page.get_by_role("dialog", name="You are signed out. Sign in again: your text is kept.")
    dialog.get_by_label("E-mail address").fill(moderator.email)
    dialog.get_by_label("Password").fill("wrong")
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog.get_by_text("didn't match")).to_be_visible()
    dialog.get_by_label("E-mail address").fill(moderator.email)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog).to_be_hidden()
    indicator = admin.page.locator("#w-autosave-indicator")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved")
    admin.pause()
    assert latest(draft).title == "Typed while signed out"

    # Signed out again, and signed in in another tab: both sign-ins give the browser a new CSRF token.
    Session.objects.all().delete()
    admin.page.locator("#id_title").fill("Typed while signed out again")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Not now").click()
    expect(admin.page.locator("#w-autosave-indicator")).to_have_attribute(
        "data-w-tooltip-content-value", "You are signed out. Sign in again: your text is kept."
    )
    admin.page.locator("#id_title").fill("Typed while signed out at last")
    other = Admin(context.new_page(), admin.servers)
    other.sign_in(moderator)
    admin.page.bring_to_front()
    admin.act("Save draft")
    expect(admin.page.get_by_text("has been updated")).to_be_visible()
    expect(admin.page.locator("#id_title")).to_have_value("Typed while signed out at last")
    assert latest(draft).title == "Typed while signed out at last"


def break_saves(page: Page, answer: Callable[[Route], None], times: int = 1) -> None:
    """Treat the next posts of the form with ``answer``."""
    page.route(
        is_save, lambda route: answer(route) if route.request.method == "POST" else route.fallback(), times=times
    )


def test_a_lost_connection_and_a_restart_in_the_middle_of_a_save_lose_nothing(admin, editor, draft, context, traffic):
    admin.enter(editor)
    open_form(admin, draft)
    indicator = admin.page.locator("#w-autosave-indicator")
    context.set_offline(True)
    admin.page.locator("#id_title").fill("Typed offline")
    expect(indicator).to_have_attribute("data-w-tooltip-content-value", re.compile("No connection to the CMS"))
    admin.page.locator("footer").get_by_role("button", name="Save draft").click()
    # Wagtail warns first, and lets the editor go on.
    warning = admin.page.get_by_role("dialog", name="A network error occurred")
    warning.get_by_role("button", name="Save draft").click()
    expect(admin.page.get_by_text("There is no connection to the CMS, so nothing was sent.")).to_be_visible()
    context.set_offline(False)
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved")
    admin.pause()
    assert latest(draft).title == "Typed offline"

    # A proxy answers while the server is down.
    break_saves(admin.page, lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    with admin.page.expect_response(lambda response: response.status == 502):
        admin.page.locator("#id_title").fill("Typed during a restart")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved")
    assert latest(draft).title == "Typed during a restart"
    assert traffic.failures.pop().startswith("502")

    # In a form just opened, the first save makes a revision and a row, and its answer is lost.
    open_form(admin, draft)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    break_saves(admin.page, lose)
    admin.tab("Who")
    admin.page.get_by_role("button", name="Add Author").click()
    with admin.page.expect_event("requestfailed", lambda request: is_save(request.url)):
        admin.fill("Name", "Amara Osei")
    admin.fill("Name", "Amara Osei-Boateng")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved")
    admin.pause()
    expect(admin.page.get_by_text(CONFLICT).locator("visible=true")).to_have_count(0)
    assert [author.name for author in latest(draft).authors.all()] == ["Amara Osei-Boateng"]
    assert PostAuthor.objects.count() <= 1


def test_text_stays_when_somebody_takes_the_permission_or_the_page_away(admin, editor, draft):
    admin.enter(editor)
    open_form(admin, draft)
    indicator = admin.page.locator("#w-autosave-indicator")
    GroupPagePermission.objects.filter(group__name="Editor").delete()
    admin.page.locator("#id_title").fill("Typed without permission")
    admin.page.locator("footer").get_by_role("button", name="Save draft").click()
    expect(admin.page.get_by_text("You may not change this any more. Your text is kept on this page")).to_be_visible()
    draft.delete()
    admin.page.locator("#id_title").fill("Typed after the page was deleted")
    gone = "This no longer exists: somebody has deleted it. Your text is kept on this page"
    expect(indicator).to_have_attribute("data-w-tooltip-content-value", re.compile(gone))
    admin.page.locator("footer").get_by_role("button", name="Save draft").click()
    expect(admin.page.locator(".messages").get_by_text(gone)).to_be_visible()
    expect(admin.page.locator("#id_title")).to_have_value("Typed after the page was deleted")
