"""The small frontend shows everything that the CMS serves."""

import pytest
from playwright.sync_api import expect

from pages.models import SectionPage
from tests.content import home, make_event, make_post_of_every_block
from tests.e2e.conftest import Admin
from tests.e2e.every_block import expect_every_block
from tests.published import add_published

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def visit(admin: Admin, path: str) -> None:
    admin.page.goto(f"{admin.servers.frontend}{path}")


def test_every_type_of_block(admin):
    post = make_post_of_every_block()
    visit(admin, f"/{post.slug}/")

    page = admin.page.get_by_role("main")
    expect_every_block(page)
    expect(page.locator("aside strong")).to_have_text("Please note")
    expect(page.get_by_text("Ada Writer")).to_have_count(2)
    expect(page.get_by_role("heading", level=3)).to_have_text("The event")


def test_pages_lead_to_each_other(admin):
    section = add_published(home(), SectionPage(title="Events", shows="events", show_in_menus=True))
    make_event(section, title="The event")
    visit(admin, "/")
    admin.page.get_by_role("navigation", name="Main").get_by_role("link", name="Events").click()
    admin.page.get_by_role("main").get_by_role("link", name="The event").click()
    admin.page.wait_for_url("**/events/the-event/")
    expect(admin.page.get_by_role("heading", level=1)).to_have_text("The event")
    expect(admin.page.get_by_text("Friday, June 14, 2030, 1:00")).to_be_visible()


def test_nothing_there(admin):
    visit(admin, "/nowhere/")
    expect(admin.page.get_by_role("heading", level=1)).to_have_text("Nothing here")
