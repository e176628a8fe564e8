"""The editor's browser contacts only the CMS and the frontend, and the policy that enforces this breaks nothing.

Each browser test checks this for what it does; this one walks through the rest.
"""

import pytest
from playwright.sync_api import expect

from tests.content import make_about, make_event, make_image, make_person, make_post, make_section

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_a_walk_through_the_editor(admin, moderator, traffic):
    section = make_section(title="Posts", shows="posts")
    post = make_post(section, feature_image=make_image())
    event, about = make_event(section), make_about()
    make_person()
    admin.enter(moderator)
    for path in (
        "/admin/",
        f"/admin/pages/{section.pk}/",
        f"/admin/pages/{event.pk}/edit/",
        f"/admin/pages/{about.pk}/edit/",
        f"/admin/pages/{post.pk}/history/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/reports/site-history/",
        "/admin/account/",
    ):
        response = admin.page.goto(f"{admin.servers.cms}{path}")
        assert response is not None and response.ok, path
        expect(admin.page.get_by_role("main")).to_be_visible()

    admin.open(f"/admin/pages/{post.pk}/edit/")
    admin.edit()
    admin.page.get_by_role("button", name="Insert a block").first.click()
    admin.page.get_by_role("listbox").get_by_role("button", name="Preview").first.click()
    expect(admin.page.frame_locator("iframe[src*='block']").get_by_text("one thought")).to_be_visible()
    admin.page.keyboard.press("Escape")
    preview = admin.preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text("A post")
    assert traffic.origins() == {admin.servers.cms, admin.servers.frontend}
    assert traffic.complaints == []

    # The listeners work.
    admin.page.evaluate("new Image().src = 'https://elsewhere.example/'")
    admin.page.wait_for_timeout(500)
    assert len(traffic.complaints) == 1
    traffic.complaints.clear()
    traffic.urls.clear()
