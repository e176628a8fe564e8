"""What an erasure does with releases, notes of merges and archives of the whole site."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail.documents import get_document_model

from archives import loop
from archives.models import MergedObject, SiteExport
from pages.models import Person
from privacy.holders import undecided_models
from releases.models import Release
from tests.content import make_person
from tests.privacy.conftest import NAME, SURNAME, run

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


def archive() -> bytes:
    """The bytes of an archive of the site, in which no search for the bytes of a name finds it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data/pages.person.jsonl", f'{{"name": "{NAME}"}}\n' * 50)
    return packed.getvalue()


def test_every_model_is_decided() -> None:
    assert undecided_models() == []


def test_archives_of_the_site_go_with_their_files(uploads: Path) -> None:
    person = make_person(NAME)
    export = SiteExport.objects.create(finished_at=timezone.now())
    export.file.save("site.zip", ContentFile(archive()))
    waiting = SiteExport.objects.create()
    name = str(export.file.name)
    assert SURNAME.encode() not in archive()
    run("erase_person", person.pk, "--remove-bylines", "--dry-run")
    assert default_storage.exists(name) and SiteExport.objects.count() == 2
    printed = run("erase_person", person.pk, "--remove-bylines", "--yes")
    assert "archives.SiteExport: 2" in printed and "No copy of the name is left." in printed
    assert not default_storage.exists(name) and not SiteExport.objects.filter(pk=waiting.pk).exists()


def test_an_archive_that_is_being_made_leaves_no_file(uploads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_person(NAME)
    SiteExport.objects.create()

    def make(path: Path, **options: Any) -> None:
        run("erase_person", person.pk, "--remove-bylines", "--yes")
        path.write_bytes(archive())

    monkeypatch.setattr(loop, "export_archive", make)
    loop.make_next_export()
    assert not SiteExport.objects.exists() and [path for path in uploads.rglob("*") if path.is_file()] == []


def test_archives_among_documents_are_searched(uploads: Path) -> None:
    person = make_person(NAME)
    document = get_document_model().objects.create(title="A copy", file=ContentFile(archive(), "copy.zip"))
    assert document.file.name in run("erase_person", person.pk, "--remove-bylines", "--yes")


def test_titles_of_releases_and_notes_of_merges(uploads: Path) -> None:
    person = make_person(NAME)
    release = Release.objects.create(title=f"The essay of {NAME}", note=f"Ask {NAME}")
    kind = ContentType.objects.get_for_model(Person)
    MergedObject.objects.create(key_digest="0", key=f"person:{person.slug}", content_type=kind, object_id="1")
    printed = run("erase_person", person.pk, "--replace-with", "A poet", "--yes")
    assert "No copy of the name is left." in printed and not MergedObject.objects.exists()
    release.refresh_from_db()
    assert (release.title, release.note) == ("The essay of A poet", "Ask A poet")
