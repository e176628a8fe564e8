"""Who leaves a form and comes back with the browser's Back finds what was typed, and overwrites nobody."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Dialog, Route, expect

from pages.models import GuestBlogPost, User
from tests.content import add, make_section
from tests.e2e.conftest import Admin, Servers, Traffic, new_tab

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def draft() -> GuestBlogPost:
    """A draft whose text and tags are filled in by scripts, and whose title is in the page that the CMS sends."""
    post = GuestBlogPost(title="As saved", body=[("heading", {"text": "A heading", "level": "2"})])
    add(make_section(title="Posts", shows="posts"), post)
    post.tags.add("two words", "words")
    post.save_revision()
    return post


def latest(page: GuestBlogPost) -> GuestBlogPost:
    page.refresh_from_db()
    revision: GuestBlogPost = page.get_latest_revision_as_object()
    return revision


def saving(page: GuestBlogPost, user: User, title: str) -> Callable[[], Any]:
    """Return a function that saves the draft with another title, as in another window."""

    def save() -> None:
        post = latest(page)
        post.title = title
        post.save_revision(user=user)

    return save


def open_form(admin: Admin, user: User, page: GuestBlogPost) -> None:
    admin.enter(user)
    admin.open(f"/admin/pages/{page.pk}/edit/")
    admin.edit()


def go_away_and_back(admin: Admin, meanwhile: Callable[[], Any] = lambda: None) -> None:
    admin.page.get_by_role("link", name="Calendar").first.click()
    admin.page.wait_for_url("**/calendar/")
    meanwhile()
    # Playwright does not notice that the browser shows a page that it kept.
    admin.page.evaluate("history.back()")
    admin.page.wait_for_url("**/edit/", wait_until="commit")


def go_away_unsaved_and_back(admin: Admin, text: str, meanwhile: Callable[[], Any] = lambda: None) -> None:
    """Type a title, leave before it is saved although the browser asks, and come back."""
    admin.page.once("dialog", lambda dialog: dialog.accept())
    admin.field("Title").fill(text)
    go_away_and_back(admin, meanwhile)


def expect_conflict(admin: Admin) -> None:
    indicator = admin.page.locator("#w-autosave-indicator")
    expect(indicator).to_have_attribute("data-w-tooltip-content-value", "Saving will overwrite a newer version.")


def expect_no_conflict(admin: Admin) -> None:
    expect(admin.page.get_by_text("newer version").filter(visible=True)).to_have_count(0)


def test_what_was_saved_is_continued_and_not_saved_again(admin: Admin, editor, draft):
    open_form(admin, editor, draft)
    admin.fill("Title", "Typed first")
    admin.pause()
    saves = draft.revisions.count()
    go_away_and_back(admin)
    admin.edit()
    expect(admin.field("Title")).to_have_value("Typed first")
    admin.pause()
    admin.page.reload()
    admin.edit()
    admin.pause()
    assert draft.revisions.count() == saves
    admin.fill("Title", "Typed second")
    admin.pause()
    expect_no_conflict(admin)
    assert latest(draft).title == "Typed second"


def test_what_was_not_saved_is_asked_about(admin: Admin, editor, draft):
    open_form(admin, editor, draft)
    questions: list[str] = []

    def stay(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.dismiss()

    admin.page.on("dialog", stay)
    admin.field("Title").fill("Typed at the last moment")
    admin.page.get_by_role("link", name="Calendar").first.click()
    admin.pause()
    assert questions == ["beforeunload"]
    assert latest(draft).title == "Typed at the last moment"


def test_what_another_window_saved_meanwhile_is_not_overwritten(admin: Admin, editor, moderator, draft):
    open_form(admin, editor, draft)
    admin.fill("Title", "Typed here")
    admin.pause()
    go_away_and_back(admin, saving(draft, moderator, "Typed elsewhere"))
    expect(admin.field("Title")).to_have_value("Typed elsewhere")
    admin.edit()
    admin.fill("Subtitle", "Typed here again")
    admin.pause()
    expect_no_conflict(admin)
    assert latest(draft).title == "Typed elsewhere"


def test_what_was_left_unsaved_is_saved_unless_another_window_saved_meanwhile(admin: Admin, editor, moderator, draft):
    open_form(admin, editor, draft)
    go_away_unsaved_and_back(admin, "Left behind")
    expect(admin.field("Title")).to_have_value("Left behind")
    admin.edit()
    admin.pause()
    assert latest(draft).title == "Left behind"

    go_away_unsaved_and_back(admin, "Left behind again", saving(draft, moderator, "Typed elsewhere"))
    expect_conflict(admin)
    expect(admin.field("Title")).to_have_value("Left behind again")
    assert latest(draft).title == "Typed elsewhere"


def without_cache_control(route: Route) -> None:
    """Answer without the header for which Chromium, unlike other browsers, keeps no page."""
    response = route.fetch(max_redirects=0)
    headers = {name: value for name, value in response.headers.items() if name != "cache-control"}
    route.fulfill(response=response, headers=headers)


@pytest.fixture
def keeping_browser(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A browser that keeps the pages that it leaves, to show them again as they were."""
    browser = browser_type.launch(**browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"])
    yield browser
    browser.close()


@pytest.fixture
def keeping_admin(
    keeping_browser: Browser, browser_context_args: dict[str, Any], servers: Servers, traffic: Traffic
) -> Iterator[Admin]:
    context = keeping_browser.new_context(**browser_context_args)
    traffic.watch(context)
    admin = new_tab(context, servers)
    admin.page.route("**/admin/**", without_cache_control)
    yield admin
    admin.page.close()


def test_a_page_that_the_browser_kept_goes_on(keeping_admin: Admin, editor, moderator, draft):
    admin = keeping_admin
    open_form(admin, editor, draft)
    admin.page.evaluate("window.isKept = true")
    go_away_unsaved_and_back(admin, "Left behind")
    expect(admin.field("Title")).to_have_value("Left behind")
    admin.pause()
    assert admin.page.evaluate("window.isKept")
    assert latest(draft).title == "Left behind"

    # All is saved: the newest version is shown, in a page that is new.
    go_away_and_back(admin, saving(draft, moderator, "Typed elsewhere"))
    expect(admin.field("Title")).to_have_value("Typed elsewhere")
    admin.edit()
    admin.page.evaluate("window.isKept = true")

    go_away_unsaved_and_back(admin, "Left behind again", saving(draft, moderator, "Typed elsewhere again"))
    expect_conflict(admin)
    assert admin.page.evaluate("window.isKept")
    expect(admin.field("Title")).to_have_value("Left behind again")
    assert latest(draft).title == "Typed elsewhere again"
