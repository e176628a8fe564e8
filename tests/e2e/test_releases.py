"""An editor puts a release together in a browser; a moderator previews it, schedules it, publishes it and undoes it."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pages.models import GuestBlogPost, PostAuthor, SectionPage
from releases.models import Release
from tests.content import add, home, make_section
from tests.e2e.conftest import Admin
from tests.e2e.test_series import choose

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def picture(admin: Admin, name: str) -> None:
    """Keep a picture of the page for whoever asks for it (``RELEASE_PICTURES`` names a folder)."""
    if folder := os.environ.get("RELEASE_PICTURES"):
        admin.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def drafts(servers) -> tuple[SectionPage, GuestBlogPost]:
    section = add(home(), SectionPage(title="Safe streets"))
    section.save_revision()
    post = add(section, GuestBlogPost(title="Why we begin"))
    post.save_revision()
    return section, post


def live_titles() -> set[str]:
    return set(SectionPage.objects.live().values_list("title", flat=True)) | set(
        GuestBlogPost.objects.live().values_list("title", flat=True)
    )


def test_a_release_is_composed_scheduled_published_and_undone(admin, other_admin, editor, moderator, drafts):
    section, post = drafts
    make_section(title="Old campaign")
    admin.sign_in(editor)
    admin.page.get_by_role("link", name="Releases").click()
    admin.fill("Title", "The campaign")
    admin.page.get_by_role("button", name="Make the release").click()
    expect(admin.page.get_by_text("There is nothing in it yet.")).to_be_visible()
    picture(admin, "1-empty")

    # The pages are added from their editors.
    for page in (section, post):
        admin.open(f"/admin/pages/{page.pk}/edit/")
        admin.edit()
        choose(admin, "Add to a release")
        admin.page.get_by_label("Release", exact=True).select_option("The campaign")
        picture(admin, "2-choose")
        admin.page.get_by_role("button", name="Add to the release").click()
        expect(admin.page.get_by_text("is in the release “The campaign”")).to_be_visible()
    # And one with the chooser, which is to be unpublished.
    admin.page.get_by_text("Add a page or a record").click()
    admin.page.get_by_role("button", name="Choose a page").click()
    window = admin.page.locator(".modal-content")
    window.get_by_role("textbox", name="Search").fill("Old campaign")
    window.get_by_role("link", name="Old campaign", exact=True).click()
    admin.page.get_by_label("With the release").select_option("Unpublish")
    admin.page.get_by_role("button", name="Add", exact=True).click()
    expect(admin.page.get_by_text("Added: “Old campaign”.")).to_be_visible()
    expect(admin.page.get_by_text("Somebody who may publish all of it")).to_be_visible()
    picture(admin, "3-composed")

    # What is missing is one click away.
    admin.page.get_by_role("link", name="author").first.click()
    admin.edit()
    expect(admin.page.get_by_text("In the release")).to_be_visible()
    picture(admin, "4-field")
    draft = GuestBlogPost.objects.get(pk=post.pk).get_latest_revision_as_object()
    draft.authors.set([PostAuthor(name="Ada Writer")])
    draft.save_revision(user=editor)

    boss = other_admin()
    boss.sign_in(moderator)
    release = Release.objects.get()
    boss.open(f"/admin/releases/{release.pk}/")
    with boss.page.context.expect_page() as opened:
        boss.page.get_by_role("link", name="Preview the site with this release").click()
    expect(opened.value.get_by_text("Safe streets").first).to_be_visible()
    opened.value.close()
    boss.fill("Goes live", "2039-06-14 6 pm")
    picture(boss, "5-scheduling")
    boss.page.get_by_role("button", name="Schedule", exact=True).click()
    expect(boss.page.get_by_text("“The campaign” goes live on Tuesday, June 14, 2039")).to_be_visible()
    picture(boss, "6-scheduled")
    assert live_titles() == {"Old campaign"}
    boss.open("/admin/calendar/?month=2039-06")
    expect(boss.page.get_by_role("link", name="Release: The campaign")).to_be_visible()
    boss.page.get_by_role("link", name="Release: The campaign").click()

    boss.page.get_by_role("button", name="Publish now").click()
    expect(boss.page.get_by_text("“The campaign” is published.")).to_be_visible()
    assert live_titles() == {"Safe streets", "Why we begin"}
    picture(boss, "7-published")
    boss.page.get_by_role("link", name="Undo this release").click()
    expect(boss.page.get_by_text("Is published again")).to_be_visible()
    picture(boss, "8-undo")
    boss.page.get_by_role("button", name="Undo the release").click()
    expect(boss.page.get_by_text("“The campaign” is undone.")).to_be_visible()
    assert live_titles() == {"Old campaign"}
