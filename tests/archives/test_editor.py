"""Exports in the admin: who may have them, how they are made, and when they go."""

import datetime
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from archives import loop
from archives.format.manifest import ArchiveError
from archives.models import SiteExport
from pages.accounts.user import User
from tests.content import home, make_document, make_image, make_person, make_post, make_section
from tests.pages.conftest import account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uploads")]

SITE = "/admin/exports/"


@pytest.fixture
def administrator(client: Client) -> User:
    user: User = User.objects.create_superuser("admin@example.org", "a-password-for-tests")
    client.force_login(user)
    return user


def content(response: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(response.getvalue()))


def test_an_administrator_downloads_the_site(client: Client, administrator: User) -> None:
    make_post(title="News")
    page = client.post(SITE, {}, follow=True)
    assert "Making the file" in page.text
    assert client.get(reverse("archives_state")).json() == {
        "finished": False, "begun": False, "step": "", "done": 0, "total": 0,
    }  # fmt: skip
    # One at a time.
    assert "being made already" in client.post(SITE, {}, follow=True).text
    loop.make_next_export()
    export = SiteExport.objects.get()
    assert (export.problem, export.busy_until, export.user) == ("", None, administrator)
    assert client.get(reverse("archives_state")).json() == {"finished": True}
    url = reverse("archives_file", args=[export.pk])
    assert url in client.get(SITE).text
    with content(client.get(url)) as archive:
        assert json.loads(archive.read("manifest.json"))["pages"] == []
        assert b"News" in archive.read("data/wagtailcore.page.jsonl")


def test_it_is_deleted_after_a_day(administrator: User, uploads: Path) -> None:
    export = SiteExport.objects.create(finished_at=timezone.now())
    export.file.save("site.zip", ContentFile(b"zip"))
    loop.make_next_export()
    assert SiteExport.objects.exists()
    SiteExport.objects.update(asked_at=timezone.now() - datetime.timedelta(hours=25))
    loop.make_next_export()
    assert not SiteExport.objects.exists()
    assert not [path for path in uploads.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("error", "sentence"), [(ArchiveError("There is no room."), "There is no room."), (OSError(), loop.FAILED)]
)
def test_what_fails_says_so(
    client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    def fail(*arguments: Any, **options: Any) -> None:
        raise error

    monkeypatch.setattr(loop, "export_archive", fail)
    client.post(SITE, {})
    loop.make_next_export()
    assert SiteExport.objects.get().problem == sentence
    assert sentence in client.get(SITE).text


def test_one_that_a_dead_worker_began_is_made_again(client: Client, administrator: User) -> None:
    later = timezone.now() + datetime.timedelta(minutes=1)
    export = SiteExport.objects.create(busy_until=later)
    loop.make_next_export()
    assert SiteExport.objects.get().finished_at is None
    SiteExport.objects.update(busy_until=timezone.now() - datetime.timedelta(seconds=1))
    loop.make_next_export()
    export.refresh_from_db()
    assert export.file and export.finished_at


def test_the_site_is_for_administrators(client: Client) -> None:
    client.force_login(account("editor@example.org", "Editor"))
    export = SiteExport.objects.create()
    for url in (SITE, reverse("archives_state"), reverse("archives_file", args=[export.pk])):
        assert client.get(url).status_code == 302
    assert "Export of the site" not in client.get("/admin/").text


class TestOnePage:
    """“Export this page” in the actions of a page."""

    def test_the_archive_has_it(self, client: Client, administrator: User) -> None:
        section = make_section(title="News")
        make_post(section, title="One")
        url = reverse("archives_page", args=[section.pk])
        assert url in client.get(reverse("wagtailadmin_explore", args=[section.pk])).text
        assert "what it shows" in client.get(url).text
        with content(client.post(url, {})) as archive:
            assert json.loads(archive.read("manifest.json"))["pages"] == ["/news/"]
        with content(client.post(url, {"descendants": "on"})) as archive:
            assert json.loads(archive.read("manifest.json"))["pages"] == ["/news/", "/news/one/"]

    def test_a_draft_is_asked_for(self, client: Client, administrator: User) -> None:
        post = make_post(title="News")
        post.unpublish()
        url = reverse("archives_page", args=[post.pk])
        assert "tick “With what is not public yet”" in client.post(url, {}).text
        answer = client.post(url, {"drafts": "on"})
        assert answer.headers["Content-Disposition"] == 'attachment; filename="news.zip"'
        answer.close()

    def test_who_may_not_see_records_does_not_get_their_notes(self, client: Client) -> None:
        group = Group.objects.create(name="Writers")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
        GroupPagePermission.objects.create(group=group, page=home(), permission=permission)
        user = User.objects.create_user("writer@example.org", "a-password-for-tests")
        user.groups.add(group)
        client.force_login(user)
        make_person("Ada Writer", internal_note="a note")
        post = make_post(title="News")
        url = reverse("archives_page", args=[post.pk])
        assert url not in client.get(reverse("wagtailadmin_explore", args=[post.get_parent().pk])).text
        assert client.post(url, {}).status_code == 302
        for codename in ("change_person", "change_organization", "change_eventseries"):
            group.permissions.add(Permission.objects.get(codename=codename))
        with content(client.post(url, {})) as archive:
            assert b"News" in archive.read("data/objects.jsonl")

    @pytest.mark.parametrize("make", [make_image, make_document])
    def test_a_file_that_one_may_not_use_is_not_handed_out(self, client: Client, make: Any) -> None:
        user = account("editor@example.org", "Editor")
        client.force_login(user)
        private = Collection.get_first_root_node().add_child(instance=Collection(name="Board"))
        kind, use = ("image", "feature_image") if make is make_image else ("document", "")
        file = make("Minutes", collection=private)
        body = [{"type": "document", "value": {"document": file.pk, "description": ""}}]
        post = make_post(title="News", **({use: file} if use else {"body": body}))
        url = reverse("archives_page", args=[post.pk])
        # Editors may choose everything: that permission is taken away, and given for another collection.
        permissions = GroupCollectionPermission.objects.filter(permission__codename__endswith=kind)
        permissions.update(collection=Collection.get_first_root_node().add_child(instance=Collection(name="Press")))
        assert "You may not use “Minutes”, which is on one of the pages." in client.post(url, {}).text
        permissions.update(collection=private)
        with content(client.post(url, {})) as archive:
            assert b"Minutes" in archive.read("data/objects.jsonl")

    def test_too_many_pages(self, client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("archives.editor.page_view.MOST_PAGES", 1)
        make_post(title="News")
        answer = client.post(reverse("archives_page", args=[home().pk]), {"descendants": "on"})
        assert "At most 1 pages" in answer.text
