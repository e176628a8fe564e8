"""An administrator looks at what names a person, takes a copy, and erases the person."""

import os
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pages.models import GuestBlogPost, Person, PostAuthor, User
from tests.content import make_person, make_post, make_section
from tests.e2e.conftest import PASSWORD, Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def person(servers) -> Person:
    return make_person("Zoë Wrzyszczykowa")


@pytest.fixture
def post(person: Person) -> GuestBlogPost:
    section = make_section(title="Posts", shows="posts")
    return make_post(section, title="The third week of August", authors=[PostAuthor(person=person)])


@pytest.fixture
def picture(tmp_path: Path):
    """Keeps a picture of the page, in ``PERSONAL_DATA_PICTURES`` if that is set."""
    folder = Path(os.environ.get("PERSONAL_DATA_PICTURES", tmp_path))

    def take(admin: Admin, name: str) -> None:
        admin.page.screenshot(path=str(folder / f"{name}.png"), full_page=True)

    return take


def test_a_person_is_shown_copied_and_erased(admin: Admin, person: Person, post: GuestBlogPost, picture) -> None:
    admin.sign_in(User.objects.create_superuser("admin@example.org", PASSWORD))
    admin.open(f"/admin/snippets/pages/person/edit/{person.pk}/")
    admin.page.locator("header, .w-slim-header").get_by_role("button", name="Actions").first.click()
    admin.page.get_by_role("link", name="Personal data").click()
    admin.page.get_by_role("button", name="Show all places").click()
    expect(admin.page.get_by_role("link", name="The third week of August").first).to_be_visible()
    picture(admin, "places")
    with admin.page.expect_download() as download:
        admin.page.get_by_role("button", name="Download a copy").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert {"person.json", "traces.json", "summary.txt"} <= {Path(name).name for name in archive.namelist()}

    admin.page.get_by_role("button", name="Erase…").click()
    expect(admin.page.get_by_text("This cannot be undone.")).to_be_visible()
    picture(admin, "confirm")
    # Nothing happens without the name.
    admin.page.get_by_role("button", name="Erase", exact=True).click()
    expect(admin.page.get_by_text("This cannot be undone.")).to_be_visible()
    picture(admin, "refused")
    assert Person.objects.filter(pk=person.pk).exists()
    admin.page.get_by_label("Show a text").check()
    admin.page.locator("input[name=text]").fill("A former contributor")
    admin.page.get_by_label("Type the name to confirm").fill("Zoë Wrzyszczykowa")
    admin.page.get_by_role("button", name="Erase", exact=True).click()
    expect(admin.page.get_by_text("“Zoë Wrzyszczykowa” is erased. No copy of the name is left.")).to_be_visible(
        timeout=30000
    )
    picture(admin, "proof")
    assert not Person.objects.exists()
    assert [author.name for author in GuestBlogPost.objects.get(pk=post.pk).authors.all()] == ["A former contributor"]
    admin.page.get_by_role("link", name="All erasures").click()
    expect(admin.page.get_by_role("cell", name="admin@example.org", exact=False)).to_be_visible()
    picture(admin, "erasures")
