"""An editor starts a post from a Word document in a browser, and finds out what did not come along."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from pages.models import GuestBlogPost, SectionPage
from tests.arrivals.word_document import WordDocument, items, paragraph
from tests.content import make_section
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def section(servers) -> SectionPage:
    return make_section(title="Posts", shows="posts")


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    made = WordDocument().add(
        paragraph("The third week of August", style="Title"),
        paragraph("By Delia Marsh"),
        paragraph("I noticed the hands first."),
        paragraph("They tell you that they are good at it.", style="Quote"),
        items("Rows", "Steps"),
    )
    return made.save(tmp_path / "letter.docx")


def test_a_post_is_started_from_a_document(admin: Admin, editor, section: SectionPage, letter: Path) -> None:
    admin.sign_in(editor)
    admin.open(f"/admin/pages/{section.pk}/")
    admin.page.locator("header, .w-slim-header").get_by_role("button", name="Actions").first.click()
    admin.page.get_by_role("link", name="Start from a document").click()
    expect(admin.page.get_by_text("becomes drafts below “Posts”")).to_be_visible()
    admin.page.locator("input[type=file]").set_input_files(letter)
    admin.page.get_by_role("button", name="Import", exact=True).click()
    expect(admin.page.get_by_role("link", name="The third week of August")).to_be_visible()
    expect(admin.page.get_by_text("1 of the quotations names nobody who said it")).to_be_visible()
    admin.page.get_by_role("link", name="The third week of August").click()
    admin.edit()
    expect(admin.field("Title")).to_have_value("The third week of August")
    made = GuestBlogPost.objects.get()
    assert (made.live, [row.name for row in made.authors.all()]) == (False, ["Delia Marsh"])
    assert [block.block_type for block in made.body] == ["paragraph", "quote", "paragraph"]


def test_a_file_that_cannot_be_read_says_what_to_do(admin: Admin, editor, section: SectionPage, tmp_path: Path) -> None:
    old = tmp_path / "letter.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0")
    admin.sign_in(editor)
    admin.open("/admin/imports/")
    admin.page.locator("input[type=file]").set_input_files(old)
    admin.page.get_by_role("button", name="Import", exact=True).click()
    expect(admin.page.get_by_text("Open it in Word and save it as a Word document (.docx).")).to_be_visible()
