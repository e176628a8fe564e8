"""Who leaves a form and comes back with the browser's Back finds what was typed, and overwrites nobody."""

import pytest
from playwright.sync_api import Dialog, expect

from pages.models import GuestBlogPost
from tests.content import add, make_section
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def draft() -> GuestBlogPost:
    post: GuestBlogPost = add(make_section(title="Posts", shows="posts"), GuestBlogPost(title="As saved"))
    post.save_revision()
    return post


def latest_title(page: GuestBlogPost) -> str:
    page.refresh_from_db()
    return str(page.get_latest_revision_as_object().title)


def go_away_and_back(admin: Admin, meanwhile=lambda: None) -> None:
    admin.page.get_by_role("link", name="Calendar").first.click()
    admin.page.wait_for_url("**/calendar/")
    meanwhile()
    admin.page.go_back()


def test_what_was_saved_is_continued(admin: Admin, editor, draft):
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.edit()
    admin.fill("Title", "Typed first")
    admin.pause()
    go_away_and_back(admin)
    admin.edit()
    expect(admin.field("Title")).to_have_value("Typed first")
    admin.fill("Title", "Typed second")
    admin.pause()
    expect(admin.page.get_by_text("newer version").filter(visible=True)).to_have_count(0)
    assert latest_title(draft) == "Typed second"


def test_what_was_not_saved_is_asked_about(admin: Admin, editor, draft):
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.edit()
    questions: list[str] = []

    def stay(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.dismiss()

    admin.page.on("dialog", stay)
    admin.field("Title").fill("Typed at the last moment")
    admin.page.get_by_role("link", name="Calendar").first.click()
    admin.pause()
    assert questions == ["beforeunload"]
    assert latest_title(draft) == "Typed at the last moment"


def test_what_another_window_saved_meanwhile_is_not_overwritten(admin: Admin, editor, moderator, draft):
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.edit()
    admin.fill("Title", "Typed here")
    admin.pause()

    def save_elsewhere() -> None:
        post = draft.get_latest_revision_as_object()
        post.title = "Typed elsewhere"
        post.save_revision(user=moderator)

    go_away_and_back(admin, save_elsewhere)
    expect(admin.field("Title")).to_have_value("Typed elsewhere")
    admin.edit()
    admin.fill("Subtitle", "Typed here again")
    admin.pause()
    expect(admin.page.get_by_text("newer version").filter(visible=True)).to_have_count(0)
    assert latest_title(draft) == "Typed elsewhere"
