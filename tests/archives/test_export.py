"""What is in an archive, and what never is."""

import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.snippets.models import get_snippet_models

from archives.checks import check_archived_models
from archives.contents import models
from archives.contents.models import archived_models, undecided_models
from archives.exporting import archive as exporting
from archives.format.manifest import NAME
from pages.accounts.user import User
from pages.models.base import BasePage
from pages.previews.sessions import open_session
from pages.previews.share_link import ShareLink
from pages.records.record import record_models
from tests.api.everything import Everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def export(target: Path, **options: Any) -> Path:
    call_command("export_site", str(target), stdout=io.StringIO(), stderr=io.StringIO(), **options)
    return target


def rows(archive: Path, label: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (archive / f"data/{label}.jsonl").read_text().splitlines()]


@pytest.fixture
def everything(uploads: Path) -> Everything:
    return Everything()


def test_the_same_content_is_the_same_archive(everything: Everything, tmp_path: Path) -> None:
    first, second = export(tmp_path / "first"), export(tmp_path / "second")
    names = {path.relative_to(first) for path in first.rglob("*") if path.is_file()}
    assert names == {path.relative_to(second) for path in second.rglob("*") if path.is_file()}
    assert [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()] in ([], [Path(NAME)])
    manifests = [json.loads((folder / NAME).read_text()) for folder in (first, second)]
    for manifest in manifests:
        del manifest["made_at"]
    assert manifests[0] == manifests[1]
    assert rows(first, "pages.person")[0]["key"] == "ada-writer"


SECRETS = ("the-way-in", "pbkdf2", "a-password-of-an-editor", "a-token-that-opens", "a-hook-that-signs")


@pytest.mark.parametrize("history", [False, True])
def test_no_secret_leaves(everything: Everything, tmp_path: Path, history: bool) -> None:
    user = User.objects.create_superuser("editor@example.org", "a-password-of-an-editor")
    PageViewRestriction.objects.create(page=everything.about, restriction_type="password", password="the-way-in")
    revision = everything.post.save_revision(user=user)
    ShareLink.objects.create(
        page=everything.post,
        revision=revision,
        token_hash="a-token-that-opens",
        created_by=user,
        expires_at=timezone.now(),
    )
    open_session(everything.post, user, "editing")
    archive = export(tmp_path / "archive", with_history=history)
    for path in archive.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [word for word in SECRETS if word.encode() in content], path
    # What editors wrote for each other is content.
    assert b"CANARY-NOTE" in (archive / "data/pages.person.jsonl").read_bytes()
    manifest = json.loads((archive / NAME).read_text())
    assert manifest["left_out_fields"]["wagtailcore.pageviewrestriction"] == ["password"]
    assert "password" in manifest["left_out_fields"]["pages.user"]
    assert manifest["left_out_models"]["pages.sharelink"] == "opens something to whoever has it"
    assert rows(archive, "pages.user")[0]["key"] == "editor@example.org"


def test_revisions_without_the_history_are_drafts_and_what_is_scheduled(everything: Everything, tmp_path: Path) -> None:
    everything.post.title = "An earlier draft"
    everything.post.save_revision()
    everything.post.title = "The latest draft"
    latest = everything.post.save_revision()
    everything.event.go_live_at = timezone.now() + datetime.timedelta(days=3)
    scheduled = everything.event.save_revision()
    scheduled.publish()
    archive = export(tmp_path / "archive")
    assert {row["id"] for row in rows(archive, "wagtailcore.revision")} == {latest.pk, scheduled.pk}
    page = next(row for row in rows(archive, "wagtailcore.page") if row["id"] == everything.post.pk)
    assert page["fields"]["latest_revision"] == {"id": latest.pk}
    # The one that is live says nothing that the page does not say.
    assert page["fields"]["live_revision"] is None
    assert not (archive / "data/wagtailcore.pagelogentry.jsonl").exists()
    whole = export(tmp_path / "whole", with_history=True)
    assert len(rows(whole, "wagtailcore.revision")) == Revision.objects.count()
    assert (whole / "data/wagtailcore.pagelogentry.jsonl").exists()


def test_references_have_keys_of_any_installation(everything: Everything, tmp_path: Path) -> None:
    archive = export(tmp_path / "archive")
    author = next(row for row in rows(archive, "pages.postauthor") if row["fields"]["person"])
    assert author["fields"]["person"] == {"id": everything.person.pk, "key": "ada-writer"}
    key = f"{everything.post.translation_key}/en"
    assert author["fields"]["post"] == {"id": everything.post.pk, "key": key}
    page = next(row for row in rows(archive, "wagtailcore.page") if row["id"] == everything.post.pk)
    assert page["key"] == key
    assert page["fields"]["content_type"] == {"key": "pages/guestblogpost"}
    block = next(row for row in rows(archive, "pages.guestblogpost"))["fields"]["body"][0]
    assert block["type"] == "paragraph"


def test_whatever_is_content_is_archived_and_the_rest_has_a_reason() -> None:
    known = archived_models()
    expected = {*Page.__subclasses__(), *BasePage.__subclasses__(), *record_models(), *get_snippet_models()}
    assert {model for model in expected if not model._meta.abstract} <= known.keys()
    assert undecided_models() == [] == check_archived_models(None)


def test_a_model_of_which_nobody_said_anything_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "reason_to_leave_out", lambda model: None)
    assert [warning.id for warning in check_archived_models(None)][:1] == ["archives.W001"]


def test_a_missing_upload_is_told(everything: Everything, tmp_path: Path) -> None:
    everything.image.file.storage.delete(everything.image.file.name)
    errors = io.StringIO()
    call_command("export_site", str(tmp_path / "archive"), stdout=io.StringIO(), stderr=errors)
    assert f"Missing among the uploads: {everything.image.file.name}" in errors.getvalue()
    assert json.loads((tmp_path / "archive" / NAME).read_text())["missing_media"] == [everything.image.file.name]


def test_half_an_archive_is_none(everything: Everything, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "_write_media", fail)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CommandError, match=r"site\.zip cannot be written: No space left on device"):
        export(tmp_path / "site.zip")
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_there_is_not_overwritten(everything: Everything, tmp_path: Path) -> None:
    (tmp_path / "site.zip").write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        export(tmp_path / "site.zip")
    assert (tmp_path / "site.zip").read_text() == "mine"


def test_zip_files_of_the_same_content_are_the_same_but_for_the_time(everything: Everything, tmp_path: Path) -> None:
    with time_machine.travel("2030-01-01T00:00:00Z", tick=False):
        first, second = export(tmp_path / "1.zip"), export(tmp_path / "2.zip")
    assert first.read_bytes() == second.read_bytes()
    # It has what editors wrote for each other.
    assert first.stat().st_mode & 0o777 == 0o600
