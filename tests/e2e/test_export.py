"""An administrator downloads the whole site, and a page with what it needs."""

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from archives.loop import make_next_export
from archives.models import SiteExport
from pages.models import SectionPage, User
from tests.content import make_post, make_section
from tests.e2e.conftest import PASSWORD, Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def administrator(servers) -> User:
    return User.objects.create_superuser("admin@example.org", PASSWORD)


@pytest.fixture
def section(servers) -> SectionPage:
    section = make_section(title="Posts", shows="posts")
    make_post(section, title="The third week of August")
    return section


def test_the_whole_site(admin: Admin, administrator, section: SectionPage, tmp_path: Path) -> None:
    admin.sign_in(administrator)
    admin.open("/admin/exports/")
    admin.page.get_by_label("With all versions").check()
    admin.page.get_by_role("button", name="Make the file").click()
    expect(admin.page.get_by_text("You can leave this page")).to_be_visible()
    admin.page.screenshot(path=str(tmp_path / "waiting.png"))
    make_next_export()
    assert SiteExport.objects.get().with_history
    with admin.page.expect_download(timeout=30000) as download:
        admin.page.get_by_role("link", name="Download").click()
    admin.page.screenshot(path=str(tmp_path / "made.png"))
    with zipfile.ZipFile(download.value.path()) as archive:
        assert "data/pages.guestblogpost.jsonl" in archive.namelist()


def test_a_page_from_its_actions(admin: Admin, administrator, section: SectionPage, tmp_path: Path) -> None:
    admin.sign_in(administrator)
    admin.open(f"/admin/pages/{section.pk}/")
    admin.page.locator("header, .w-slim-header").get_by_role("button", name="Actions").first.click()
    admin.page.get_by_role("link", name="Export this page").click()
    admin.page.get_by_label("With the pages below it").check()
    admin.page.screenshot(path=str(tmp_path / "page.png"))
    with admin.page.expect_download() as download:
        admin.page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "posts.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["pages"] == ["/posts/", "/posts/the-third-week-of-august/"]
