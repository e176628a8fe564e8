"""The preview of a draft beside the editor, shown by a frontend on another origin."""

import pytest
from playwright.sync_api import expect

from pages.models import GuestBlogPost
from tests.content import make_section, open_preview

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def draft():
    section = make_section(title="Posts", shows="posts")
    post = section.add_child(instance=GuestBlogPost(title="A draft of a post", live=False))
    post.save_revision()
    return post


def test_the_panel_follows_the_editor(admin, editor, draft):
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.edit()
    preview = admin.preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text("A draft of a post")
    expect(preview.get_by_role("status")).to_contain_text("not published")

    admin.fill("Title", "A better title")
    expect(preview.get_by_role("heading", level=1)).to_have_text("A better title")
    frame = next(frame for frame in admin.page.frames if frame.url.startswith(admin.servers.frontend))
    assert frame.url == f"{admin.servers.frontend}/preview"
    admin.page.goto(f"{admin.servers.frontend}/posts/a-draft-of-a-post/")
    expect(admin.page.get_by_role("heading", level=1)).to_have_text("Nothing here")


def test_only_the_preview_may_be_shown_in_the_editor(admin):
    for path, ancestors in (("/preview", admin.servers.cms), ("/", "'none'")):
        headers = admin.page.request.get(f"{admin.servers.frontend}{path}").headers
        assert f"frame-ancestors {ancestors}" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"


def test_a_preview_that_is_over(admin, draft, settings):
    address = f"{admin.servers.frontend}/preview?content_type=pages.guestblogpost&token={open_preview(draft)}"
    admin.page.goto(address)
    expect(admin.page.get_by_role("heading", level=1)).to_have_text("A draft of a post")
    settings.PREVIEW_TIMEOUT = 0
    admin.page.goto(address)
    expect(admin.page.get_by_role("heading", level=1)).to_have_text("This preview is over")
    expect(admin.page.get_by_text("Go back to the editor")).to_be_visible()
