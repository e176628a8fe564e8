"""The preview panel of the editor: what is typed shows at once, in the document that is already there."""

import re
import statistics
import time

import pytest
from playwright.sync_api import Frame, expect

from pages.models import GuestBlogPost
from tests.api.everything import block
from tests.content import add, make_section
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def draft() -> GuestBlogPost:
    section = make_section(title="Posts", shows="posts")
    post: GuestBlogPost = add(section, GuestBlogPost(title="A draft of a post", intro="<p>A long text.</p>" * 100))
    return post


def open_panel(admin: Admin, draft: GuestBlogPost):
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.edit()
    preview = admin.preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text(draft.title)
    return preview


def shown(admin: Admin) -> Frame:
    """The frame that the panel shows."""
    frame = admin.page.locator("#w-preview-iframe").element_handle().content_frame()
    assert frame is not None
    return frame


def test_typing_changes_the_document_that_is_there(admin, editor, draft):
    admin.enter(editor)
    preview = open_panel(admin, draft)
    wait_until_connected(admin)
    frame = shown(admin)
    frame.evaluate("window.mark = 'the same'; scrollTo({ top: 700, behavior: 'instant' })")
    times = []
    for number in range(5):
        title = f"A better title {number}"
        admin.field("Title").fill(title)
        began = time.monotonic()
        expect(preview.get_by_role("heading", level=1)).to_have_text(title)
        times.append(time.monotonic() - began)
    print(f"From the key to the new text: {statistics.median(times):.2f} s", [round(t, 2) for t in times])
    assert shown(admin) is frame or shown(admin) == frame
    assert frame.evaluate("window.mark") == "the same"
    print(frame.evaluate("scrollY"))


def wait_until_connected(admin):
    admin.page.wait_for_timeout(1500)


def test_the_checks(admin, editor, draft):
    admin.enter(editor)
    draft.intro = "<p>Seven words stand in this short introduction.</p>"
    draft.body = [block(1, "heading", {"text": "Why", "level": "2"}), block(2, "heading", {"text": "Deep", "level": "4"})]
    draft.save_revision()
    preview = open_panel(admin, draft)
    admin.page.get_by_role("button", name="Toggle checks").click()
    admin.page.wait_for_timeout(5000)
    def figures():
        return [admin.page.locator(s).first.inner_text() for s in ("[data-content-word-count]", "[data-content-reading-time]", "[data-content-readability-score]", "[data-side-panel=checks] [data-content-checker-count]")]
    print(figures())
    print(shown(admin).evaluate("document.querySelector('main').innerText"))
    print(admin.page.locator("[data-checks-panel]").inner_text())
    admin.page.screenshot(path="/tmp/preview-checks.png")
    admin.field("Title").fill("A better title of many words")
    admin.page.wait_for_timeout(5000)
    print(figures())
