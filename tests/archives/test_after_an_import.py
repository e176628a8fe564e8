"""After an import the site goes on: what is hidden stays hidden, what is scheduled goes live, and editors edit."""

import datetime
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from api.changes.log import append_missing
from api.models import Change, PublicObject
from api.views.index import endpoint_urls
from archives.site_reader.site_reader import SiteReader, site_reader
from pages.accounts.user import User
from pages.models import GuestBlogPost, Person
from pages.scheduler.transitions import apply_due_transitions
from tests.api.canaries import Menagerie
from tests.api.everything import Everything
from tests.changes import append_changes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@contextmanager
def content_that_leaves(archive: Path) -> Iterator[None]:
    """Export what the block makes, and take it back."""
    with transaction.atomic():
        yield
        append_changes()
        call_command("export_site", str(archive), stdout=io.StringIO(), with_history=True)
        transaction.set_rollback(True)


def import_site(archive: Path) -> None:
    call_command("import_site", str(archive), stdout=io.StringIO())


def all_responses(reader: SiteReader) -> dict[str, bytes]:
    """Return the responses of all lists for every site, and the details of every object that a public one was."""
    found: dict[str, bytes] = {}
    hosts = [f"{site.hostname}:{site.port}" for site in Site.objects.order_by("pk")]
    for url in endpoint_urls().values():
        if "{" not in url and "changes" not in url and "docs" not in url and "schema" not in url:
            for query in ("", "?fields=*", *(f"?site={host}" for host in hosts)):
                response = reader.get(url + query)
                # The answer to a request that is refused has an identifier of its own.
                found[url + query] = response.body if response.status == 200 else b""
    for key in range(1, 40):
        for kind in ("pages", "images", "documents"):
            response = reader.get(f"/api/v2/{kind}/{key}/")
            found[f"{kind}/{key}"] = response.body if response.status == 200 else b""
    return found


def test_sites_languages_and_hidden_objects(uploads: Path, tmp_path: Path, settings: Any) -> None:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    with content_that_leaves(tmp_path / "archive"):
        menagerie = Menagerie()
        # Some of it is changed behind the back of the log.
        append_missing()
        with site_reader() as reader:
            before = all_responses(reader)
        public = set(PublicObject.objects.values_list("kind", "object_id", "site_id", "type", "html_path"))
    assert menagerie.hidden and sum(map(bool, before.values())) > 60
    import_site(tmp_path / "archive")
    with site_reader() as reader:
        assert all_responses(reader) == before
    assert set(PublicObject.objects.values_list("kind", "object_id", "site_id", "type", "html_path")) == public
    assert not Change.objects.exists()


def test_what_was_scheduled_goes_live(uploads: Path, tmp_path: Path) -> None:
    later = timezone.now() + datetime.timedelta(days=3)
    with content_that_leaves(tmp_path / "archive"):
        post = Everything().post
        post.unpublish()
        post.go_live_at = later
        post.title = "Three days later"
        post.save_revision().publish()
    import_site(tmp_path / "archive")
    assert not GuestBlogPost.objects.get().live
    with time_machine.travel(later + datetime.timedelta(minutes=1)):
        apply_due_transitions()
        found = GuestBlogPost.objects.get()
        assert (found.live, found.title) == (True, "Three days later")
    append_changes()
    assert Change.objects.filter(kind="page", object_id=found.pk).exists()


def test_editors_edit_what_arrived(uploads: Path, tmp_path: Path, client: Client) -> None:
    with transaction.atomic():
        Everything()
        append_changes()
        # Without the history, pages that are as they were published have no revision.
        call_command("export_site", str(tmp_path / "archive"), stdout=io.StringIO())
        transaction.set_rollback(True)
    import_site(tmp_path / "archive")
    client.force_login(User.objects.create_superuser("admin@example.org", "a-long-password"))
    post, person = GuestBlogPost.objects.get(), Person.objects.get()
    for address in (
        f"/admin/pages/{post.pk}/edit/",
        f"/admin/pages/{post.pk}/history/",
        f"/admin/snippets/pages/person/edit/{person.pk}/",
        "/admin/images/",
        "/admin/pages/",
    ):
        assert client.get(address, follow=True).status_code == 200, address
    post.title = "A new title"
    post.save_revision().publish()
    append_changes()
    assert [change.action for change in Change.objects.filter(kind="page", object_id=post.pk)] == ["updated"]
