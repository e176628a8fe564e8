"""Changes typed during an autosave are neither lost nor missing from the preview."""

import pytest
from playwright.sync_api import expect

from pages.models import GuestBlogPost
from tests.content import add, make_section
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

#: Types into the title at the moment at which the response to the autosave arrives.
TYPE_DURING_SAVE = """([text]) => {
    const send = window.fetch;
    window.fetch = async (address, options) => {
        const response = await send(address, options);
        const { action } = document.querySelector("[data-edit-form]");
        if (options?.method?.toLowerCase() === "post" && String(address) === action) {
            window.fetch = send;
            document.querySelector("#id_title").value = text;
        }
        return response;
    };
}"""


@pytest.fixture
def draft() -> GuestBlogPost:
    post: GuestBlogPost = add(make_section(title="Posts", shows="posts"), GuestBlogPost(title="As saved"))
    post.save_revision()
    return post


def open_form(admin: Admin, page: GuestBlogPost) -> None:
    admin.open(f"/admin/pages/{page.pk}/edit/")
    admin.edit()


def saved_title(page: GuestBlogPost) -> str:
    page.refresh_from_db()
    latest: GuestBlogPost = page.get_latest_revision_as_object()
    return latest.title


def test_what_is_typed_while_the_draft_saves_itself_is_saved(admin, editor, draft):
    admin.enter(editor)
    open_form(admin, draft)
    admin.page.evaluate(TYPE_DURING_SAVE, ["Typed meanwhile"])
    admin.fill("Title", "Typed first")
    admin.pause()
    expect(admin.field("Title")).to_have_value("Typed meanwhile")
    admin.pause()
    assert saved_title(draft) == "Typed meanwhile"


def test_the_preview_shows_what_is_typed_while_the_draft_saves_itself(admin, editor, draft):
    admin.enter(editor)
    open_form(admin, draft)
    preview = admin.preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text("As saved")
    admin.page.evaluate(TYPE_DURING_SAVE, ["Typed meanwhile"])
    admin.fill("Title", "Typed first")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Typed meanwhile")


def test_a_change_that_is_undone_is_undone_in_the_preview(admin, editor, draft, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    admin.enter(editor)
    open_form(admin, draft)
    preview = admin.preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text("As saved")
    admin.fill("Title", "A mistake")
    expect(preview.get_by_role("heading", level=1)).to_have_text("A mistake")
    admin.fill("Title", "As saved")
    expect(preview.get_by_role("heading", level=1)).to_have_text("As saved")


def test_autosave_is_not_paused_any_more_once_a_change_is_undone(admin, editor, draft):
    admin.enter(editor)
    open_form(admin, draft)
    indicator = admin.page.locator("#w-autosave-indicator")
    admin.tab("When")
    admin.fill("Date shown", "June 17")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "paused")
    admin.fill("Date shown", "")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "idle")


def test_a_form_in_which_nothing_is_typed_is_not_saved_again(admin, editor, draft):
    admin.enter(editor)
    open_form(admin, draft)
    saves: list[str] = []
    admin.page.on(
        "request",
        lambda request: saves.append(request.url) if request.method == "POST" and "edit/" in request.url else None,
    )
    # The response to a new row sends its key to the form.
    admin.tab("When")
    admin.page.get_by_role("button", name="Add Correction").click()
    admin.fill("Text", "It was a Tuesday.")
    admin.pause()
    admin.pause()
    assert saves
    before = len(saves)
    admin.page.wait_for_timeout(3000)
    assert len(saves) == before
