"""Imports in the admin."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, Page, Site

from arrivals.models import Arrival, ImportRun, RunEntry
from arrivals.records.menu import ArrivingMenu, ArrivingMenuEntry
from arrivals.records.participant import ArrivingParticipant
from arrivals.records.person import ArrivingPerson
from arrivals.records.post import ArrivingPost
from arrivals.records.redirect import ArrivingRedirect
from arrivals.sources import registry
from arrivals.sources.source import ReadOptions, Source, SourceError
from arrivals.writing.importing import Importer
from arrivals.writing.options import ImportOptions
from pages.models import GuestBlogPost, Person, SectionPage, User
from pages.registration.registry import Registry
from pages.sites.navigation import Navigation
from tests.arrivals.readers import MemoryReader
from tests.pages.conftest import account

pytestmark = pytest.mark.django_db

START = "/admin/imports/"


def read_lines(path: Path, options: ReadOptions) -> MemoryReader:
    lines = path.read_text().splitlines()
    if "broken" in lines:
        raise SourceError("It is broken.")
    somebody = (ArrivingParticipant(name="Somebody"),)
    return MemoryReader(*(ArrivingPost(key=line, title=line, authors=somebody) for line in lines))


LINES = Source(
    name="lines",
    label="Lines",
    suffixes=(".lines", ".list"),
    read=read_lines,
    other_suffixes={".page": "Save it as lines."},
)
OTHERS = Source(name="others", label="Other lists", suffixes=(".list",), read=read_lines)


@pytest.fixture(autouse=True)
def two_sources(monkeypatch: pytest.MonkeyPatch, sections: dict[str, SectionPage]) -> None:
    known: Registry[str, Source] = Registry("source")
    for source in (LINES, OTHERS):
        known.register(source.name, source)
    monkeypatch.setattr(registry, "_SOURCES", known)


@pytest.fixture
def editor(client: Client) -> User:
    user: User = account("editor@example.org", "Editor")
    client.force_login(user)
    return user


def upload(
    client: Client, content: str = "One\nTwo\n", name: str = "titles.lines", url: str = START, **data: str
) -> Any:
    return client.post(url, {"file": SimpleUploadedFile(name, content.encode()), **data})


def step(client: Client, run: ImportRun) -> Any:
    return client.post(reverse("arrivals_step", args=[run.pk]))


def finish(client: Client, run: ImportRun) -> ImportRun:
    for _ in range(10):
        if step(client, run).json()["finished"]:
            break
    run.refresh_from_db()
    return run


def test_a_file_becomes_drafts_with_a_report(client: Client, editor: User) -> None:
    response = upload(client)
    run = ImportRun.objects.get()
    assert response.url == reverse("arrivals_run", args=[run.pk])
    page = client.get(response.url).content.decode()
    assert reverse("arrivals_step", args=[run.pk]) in page
    stored = run.file.storage, run.file.name
    assert stored[0].exists(str(stored[1]))
    finish(client, run)
    assert (run.total, run.written, run.counts) == (2, 2, {"created": 2})
    assert (run.file.name, stored[0].exists(str(stored[1]))) == ("", False)
    posts = GuestBlogPost.objects.order_by("title")
    assert [(post.title, post.live, post.owner) for post in posts] == [("One", False, editor), ("Two", False, editor)]
    report = client.get(response.url).content.decode()
    for post in posts:
        assert reverse("wagtailadmin_pages:edit", args=[post.pk]) in report
    assert "titles.lines" in client.get(START).content.decode()


def test_one_request_works_only_for_a_moment(client: Client, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("arrivals.editor.views.STEP", 0)
    monkeypatch.setattr("arrivals.writing.importing.TOGETHER", 1)
    upload(client, "One\nTwo\nThree\n")
    run = ImportRun.objects.get()
    told = [step(client, run).json() for _ in range(8)]
    assert [(each["total"], each["written"]) for each in told[:3]] == [(1, 0), (2, 0), (3, 0)]
    assert told[-1] == {"finished": True, "counted": True, "written": 3, "total": 3}
    assert GuestBlogPost.objects.count() == RunEntry.objects.count() == 3


def test_pages_go_below_the_chosen_section(client: Client, editor: User, sections: dict[str, SectionPage]) -> None:
    below = sections["events"]
    button = client.get(reverse("wagtailadmin_explore", args=[below.pk])).content.decode()
    url = reverse("arrivals_start_below", args=[below.pk])
    assert url in button
    upload(client, url=url)
    finish(client, ImportRun.objects.get())
    assert {post.get_parent().pk for post in GuestBlogPost.objects.all()} == {below.pk}


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("titles.pdf", {}, "Files that end in .pdf are not read, only .lines, .list."),
        ("titles.page", {}, "Files that end in .page are not read. Save it as lines."),
        ("titles", {}, "Files that end in nothing are not read"),
        ("titles.list", {}, "Choose what it is: “Lines” or “Other lists”."),
        ("titles.lines", {"source": "others"}, "A file of the kind “Other lists” ends in .list."),
    ],
)
def test_other_files_are_refused(client: Client, editor: User, name: str, data: dict[str, str], sentence: str) -> None:
    response = upload(client, name=name, **data)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not ImportRun.objects.exists()


def test_a_chosen_source_reads_its_files(client: Client, editor: User) -> None:
    upload(client, name="titles.list", source="others")
    assert finish(client, ImportRun.objects.get()).source == "others"


def test_large_files_are_refused(client: Client, editor: User, settings: Any) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 5
    assert "at most 5" in upload(client).content.decode()


def test_a_file_that_cannot_be_read_says_why(client: Client, editor: User) -> None:
    response = upload(client, "broken")
    run = finish(client, ImportRun.objects.get())
    assert run.problem == "It is broken."
    assert "It is broken." in client.get(response.url).content.decode()
    assert run.file.name == ""


def test_two_requests_do_not_work_at_once(client: Client, editor: User) -> None:
    upload(client)
    run = ImportRun.objects.get()
    run.busy_until = timezone.now() + datetime.timedelta(minutes=1)
    run.save()
    assert step(client, run).json() == {"finished": False, "counted": False, "written": 0, "total": 0}
    assert not GuestBlogPost.objects.exists()
    run.busy_until = timezone.now() - datetime.timedelta(minutes=1)
    run.save()
    assert finish(client, run).written == 2


def test_a_finished_import_does_nothing_more(client: Client, editor: User) -> None:
    upload(client)
    run = finish(client, ImportRun.objects.get())
    assert step(client, run).json()["finished"]
    assert RunEntry.objects.count() == 2


def test_only_its_user_sees_an_import(client: Client, editor: User) -> None:
    upload(client)
    run = ImportRun.objects.get()
    client.force_login(account("other@example.org", "Editor"))
    assert client.get(reverse("arrivals_run", args=[run.pk])).status_code == 302
    assert step(client, run).status_code == 403
    assert "titles.lines" not in client.get(START).content.decode()
    client.force_login(User.objects.create_superuser("root@example.org", "a-password-for-tests"))
    assert client.get(reverse("arrivals_run", args=[run.pk])).status_code == 200


def test_who_may_not_add_pages_may_not_import(client: Client, editor: User, sections: dict[str, SectionPage]) -> None:
    editor.groups.clear()
    assert client.get(START).status_code == 302
    assert client.get(reverse("arrivals_start_below", args=[sections["posts"].pk])).status_code == 302
    client.logout()
    assert upload(client).status_code == 302
    assert not ImportRun.objects.exists()


def test_files_of_abandoned_imports_are_deleted(client: Client, editor: User) -> None:
    upload(client)
    old = ImportRun.objects.get()
    ImportRun.objects.update(started_at=timezone.now() - datetime.timedelta(days=2))
    name = old.file.name
    upload(client)
    old.refresh_from_db()
    assert old.problem == "It was not finished within a day."
    assert not old.file.storage.exists(str(name))


@pytest.mark.parametrize("deleted", ["column", "storage"])
def test_an_import_without_its_file_says_so(client: Client, editor: User, deleted: str) -> None:
    upload(client)
    run = ImportRun.objects.get()
    run.file.storage.delete(str(run.file.name))
    if deleted == "column":
        ImportRun.objects.update(file="")
        assert not step(client, run).json()["finished"]
        page = client.get(reverse("arrivals_run", args=[run.pk])).content.decode()
        assert "It runs on the server" in page
        assert "data-arrivals-progress" not in page
    else:
        assert step(client, run).json()["finished"]
        assert "can no longer be read" in client.get(reverse("arrivals_run", args=[run.pk])).content.decode()


def test_long_names_in_other_scripts(client: Client, editor: User) -> None:
    upload(client, name=f"{'письмо' * 30}.lines")
    assert finish(client, ImportRun.objects.get()).written == 2


def only_below(section: SectionPage) -> User:
    """Return a user who may add pages below one section only."""
    group = Group.objects.create(name="Of one section")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=group, page=section, permission=Permission.objects.get(codename=codename)
        )
    user: User = account("section@example.org", "Editor")
    user.groups.set([group])
    return user


def test_nothing_goes_where_a_user_may_not_add_pages(client: Client, sections: dict[str, SectionPage]) -> None:
    client.force_login(only_below(sections["events"]))
    upload(client)
    run = finish(client, ImportRun.objects.get())
    assert run.counts == {"failed": 2}
    assert run.entries.order_by("pk")[0].sentences == ["You may not add pages where it would go."]
    assert not GuestBlogPost.objects.exists()


def test_a_section_that_is_deleted_meanwhile(client: Client, sections: dict[str, SectionPage]) -> None:
    client.force_login(only_below(sections["events"]))
    upload(client, url=reverse("arrivals_start_below", args=[sections["events"].pk]))
    Page.objects.get(pk=sections["events"].pk).delete()
    assert finish(client, ImportRun.objects.get()).counts == {"failed": 2}


def test_pages_of_others_are_not_changed(client: Client, editor: User, sections: dict[str, SectionPage]) -> None:
    upload(client, "One\n")
    finish(client, ImportRun.objects.get())
    Arrival.objects.update(record_digest="of an earlier version")
    client.force_login(only_below(sections["events"]))
    upload(client, "One\n")
    run = finish(client, ImportRun.objects.all()[0])
    assert run.entries.get().sentences == ["It is here already, and you may not change it."]


def test_menus_redirects_and_records_need_their_permissions(sections: dict[str, SectionPage]) -> None:
    user = only_below(sections["posts"])
    entries = (ArrivingMenuEntry(label="Elsewhere", url="https://example.org/"),)
    records = (
        ArrivingPerson(key="person:1", name="Ada Writer"),
        ArrivingPost(key="post:1", title="A letter", address="https://old.example.org/letter/"),
        ArrivingRedirect(key="redirect:1", address="/old/", url="https://example.org/"),
        ArrivingMenu(key="menu:1", name="Main", place="header", entries=entries),
    )
    site = Site.objects.get(is_default_site=True)
    run = ImportRun(source="memory", file_name="memory")
    Importer(MemoryReader(*records), ImportOptions(site=site, user=user, within_permissions=True), run).run()
    assert run.counts == {"failed": 3, "created": 1}
    assert not Redirect.objects.exists()
    assert not Person.objects.exists()
    assert not len(Navigation.for_site(site).header)
