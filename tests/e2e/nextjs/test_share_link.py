"""A reader without an account opens a draft with a link."""

import pytest
from playwright.sync_api import expect

from pages.models import GuestBlogPost
from tests.content import add, make_section

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_from_the_editor_to_a_stranger_until_it_is_withdrawn(admin, editor, browser, browser_context_args):
    draft = add(make_section(title="Posts", shows="posts"), GuestBlogPost(title="For the board"))
    draft.save_revision()
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.page.get_by_role("button", name="Actions", exact=True).first.click()
    admin.page.get_by_role("link", name="Share draft").click()
    admin.page.get_by_label("Note").fill("Please read")
    admin.page.get_by_role("button", name="Create link").click()
    address = admin.page.get_by_label("Copy it now").input_value()
    assert address.startswith(f"{admin.servers.frontend}/preview?")

    with browser.new_context(**browser_context_args) as profile:
        page = profile.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("For the board")
        expect(page.get_by_role("status")).to_contain_text("not published. The link works until")
        assert "token" not in page.url
        expect(page.locator("[data-edit]")).to_have_count(0)

        admin.page.get_by_role("button", name="Withdraw Please read").click()
        expect(admin.page.get_by_text("The link has been withdrawn")).to_be_visible()
        reloaded = page.reload()
        assert reloaded is not None and reloaded.status == 410
        expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work any more")
        expect(page.get_by_text("Ask the person who sent it to you")).to_be_visible()
        expect(page.get_by_text("Go back to the editor")).not_to_be_visible()
        opened = page.goto(address)
        assert opened is not None and opened.status == 410
        expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work any more")
