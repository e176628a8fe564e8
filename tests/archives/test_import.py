"""What is damaged, dangerous or unknown in an archive is refused in a sentence, and changes nothing."""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Model
from django.test import override_settings
from wagtail.documents.models import Document
from wagtail.models import ModelLogEntry, Page, PageViewRestriction, Revision, Site

from api.models import ChangeCounter
from archives.format import reading
from archives.format.manifest import NAME
from archives.importing import archive as importing
from pages.accounts.user import User
from pages.images.image import Image
from pages.models import GuestBlogPost, Person
from pages.sites.site_settings import SiteSettings
from tests.api.everything import Everything
from tests.content import make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive, whose content is in no database any more."""
    folder = tmp_path_factory.mktemp("made")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=str(folder / "media")), transaction.atomic():
        everything = Everything()
        user = User.objects.create_superuser("Editor@example.org", "a-password-of-the-old-site")
        everything.post.title = "A later draft"
        everything.post.save_revision(user=user)
        PageViewRestriction.objects.create(page=everything.about, restriction_type="password", password="the-way-in")
        call_command("export_site", str(folder / "archive"), stdout=io.StringIO())
        transaction.set_rollback(True)
    return folder / "archive"


@pytest.fixture
def archive(made: Path, uploads: Path, tmp_path: Path) -> Path:
    """A copy of the archive that a test may change."""
    return Path(shutil.copytree(made, tmp_path / "archive"))


def import_site(archive: Path, **options: Any) -> str:
    output = io.StringIO()
    call_command("import_site", str(archive), stdout=output, stderr=output, **options)
    return output.getvalue()


def change_manifest(archive: Path, change: Callable[[dict[str, Any]], object]) -> None:
    manifest = json.loads((archive / NAME).read_text())
    change(manifest)
    (archive / NAME).write_text(json.dumps(manifest))


def change_rows(archive: Path, label: str, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the rows of a model as somebody would who also forges the sums."""
    path = archive / f"data/{label}.jsonl"
    found = [json.loads(line) for line in path.read_text().splitlines()]
    for row in found:
        change(row)
    path.write_text("".join(json.dumps(row) + "\n" for row in found))
    change_manifest(archive, lambda manifest: sign(manifest, archive, f"data/{label}.jsonl"))


def sign(manifest: dict[str, Any], archive: Path, name: str) -> None:
    content = (archive / name).read_bytes()
    file = next(file for file in manifest["files"] if file["path"] == name)
    file.update(size=len(content), sha256=hashlib.sha256(content).hexdigest())


@pytest.fixture
def nothing_changes(uploads: Path) -> Iterator[None]:
    """Looks whether a refusal has left everything as it was."""

    def state() -> object:
        files = sorted(path for path in uploads.rglob("*") if path.is_file())
        pages = list(Page.objects.order_by("pk").values_list("pk", "title", "url_path"))
        return files, pages, Person.objects.count(), User.objects.count(), ChangeCounter.current().sequence

    before = state()
    yield
    assert state() == before


def zipped(archive: Path) -> Path:
    target = archive.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in archive.rglob("*"):
            if path.is_file():
                packed.write(path, path.relative_to(archive).as_posix())
    return target


@pytest.mark.parametrize("as_zip", [False, True])
def test_what_arrives(archive: Path, uploads: Path, as_zip: bool) -> None:
    # Who is here already stays, with what they may do; an address in other capitals is the same one.
    here = User.objects.create_superuser("editor@example.org", "a-password-of-this-site")
    before = ChangeCounter.current().sequence
    told = import_site(zipped(archive) if as_zip else archive)
    assert "Imported the archive of" in told and "create_admin" in told
    user = User.objects.get()
    assert (user.pk, user.is_superuser, user.check_password("a-password-of-this-site")) == (here.pk, True, True)
    post = GuestBlogPost.objects.get()
    draft = post.get_latest_revision()
    assert (post.title, draft.as_object().title, draft.user) == ("Why we ask", "A later draft", here)
    assert Revision.objects.count() == 1
    assert len(PageViewRestriction.objects.get().password) > 30
    for image in Image.objects.all():
        assert (uploads / image.file.name).exists()
    assert ChangeCounter.current().sequence > max(before, 10**12)
    # New content is numbered after it.
    assert Person.objects.create(name="New").pk > Person.objects.exclude(name="New").latest("pk").pk


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("pattern", ["data/pages.person.jsonl", "media/original_images/*/*"])
def test_a_changed_byte_is_named(archive: Path, nothing_changes: None, pattern: str, as_zip: bool) -> None:
    path = next(path for path in archive.glob(pattern) if path.is_file())
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    with pytest.raises(
        CommandError, match=f"{path.name} is damaged: it is not what was archived. Nothing was imported"
    ):
        import_site(zipped(archive) if as_zip else archive)


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_missing_file_is_named(archive: Path, nothing_changes: None, as_zip: bool) -> None:
    (archive / "data/pages.person.jsonl").unlink()
    with pytest.raises(CommandError, match=r"pages\.person\.jsonl"):
        import_site(zipped(archive) if as_zip else archive)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda m: m.update(format=2), "made by a newer version of the CMS"),
        (lambda m: m.update(product="other"), "an archive of another program"),
        (lambda m: m["migrations"]["pages"].append("9999_from_the_future"), "does not know pages.9999_from_the_future"),
        (lambda m: m.update(languages=["en", "tlh"]), "pages in tlh, which WAGTAIL_CONTENT_LANGUAGES does not list"),
        (lambda m: m.pop("files"), "is damaged"),
        (lambda m: m["files"].append(m["files"][0]), "names a file twice"),
        (lambda m: m["files"][0].update(path="../../etc/passwd"), "leads out of the archive"),
        (lambda m: m["files"][0].update(path="data/../../passwd"), "leads out of the archive"),
        (lambda m: m["files"][0].update(path="/etc/passwd"), "leads out of the archive"),
        (lambda m: m["files"][0].update(path="media\\..\\passwd"), "leads out of the archive"),
        (lambda m: m["files"][0].update(size=-1), "is damaged"),
        (lambda m: m["files"][0].update(rows=7), "rows, and the manifest says 7"),
    ],
)
def test_a_manifest_that_does_not_fit(archive: Path, nothing_changes: None, change: Any, sentence: str) -> None:
    change_manifest(archive, change)
    with pytest.raises(CommandError, match=sentence):
        import_site(archive)


def test_a_manifest_that_is_none(archive: Path, nothing_changes: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_MANIFEST", 100)
    with pytest.raises(CommandError, match="larger than any manifest"):
        import_site(archive)
    (archive / NAME).write_text("[" * 50)
    with pytest.raises(CommandError, match="is damaged"):
        import_site(archive)
    (archive / NAME).unlink()
    with pytest.raises(CommandError, match="cannot be read"):
        import_site(archive)
    with pytest.raises(CommandError, match="There is no archive at"):
        import_site(archive / "nowhere")


def test_no_file_that_is_no_archive(tmp_path: Path, nothing_changes: None) -> None:
    (tmp_path / "site.zip").write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(CommandError, match="cannot be read"):
        import_site(tmp_path / "site.zip")


def test_a_zip_file_that_grows_beyond_measure(
    archive: Path, nothing_changes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One that says so, and one that lies about it.
    monkeypatch.setattr(reading, "SMALL", 0)
    change_manifest(archive, lambda m: m["files"][0].update(size=10**12))
    with pytest.raises(CommandError, match=r"would grow to 1,000\.0 GB"):
        import_site(zipped(archive))
    change_manifest(archive, lambda m: m["files"][0].update(size=10))
    with pytest.raises(CommandError, match="is damaged"):
        import_site(zipped(archive))


def test_a_link_out_of_the_archive(archive: Path, tmp_path: Path, nothing_changes: None) -> None:
    outside = tmp_path / "outside"
    shutil.move(archive / "data/pages.person.jsonl", outside)
    (archive / "data/pages.person.jsonl").symlink_to(outside)
    with pytest.raises(CommandError, match="leads out of the archive"):
        import_site(archive)


@pytest.mark.parametrize(
    ("label", "change", "sentence"),
    [
        ("pages.image", lambda row: row["fields"].update(file="../../settings.py"), "leads out of the uploads"),
        ("pages.person", lambda row: row["fields"].update(live="perhaps"), r"pages\.person \d+: live is not right"),
        (
            "pages.person",
            lambda row: row["fields"].update(first_published_at="soon"),
            "first_published_at is not right",
        ),
        ("pages.person", lambda row: row["fields"].update(photo={"id": 999}), "refers to one that is not in it"),
        ("pages.person", lambda row: row.pop("id"), "A row of pages.person has no id"),
        ("pages.person", lambda row: row["fields"].update(photo=7), r"pages\.person \d+: photo is not right"),
        ("pages.person", lambda row: row.update(fields=[]), "pages.person.jsonl, line 1, is no row"),
        ("pages.personlink", lambda row: row["fields"].update(person=None), "The database refuses a row"),
    ],
)
def test_rows_that_are_not_right(archive: Path, nothing_changes: None, label: str, change: Any, sentence: str) -> None:
    change_rows(archive, label, change)
    with pytest.raises(CommandError, match=sentence):
        import_site(archive)


def test_a_kind_that_is_not_installed(archive: Path, nothing_changes: None) -> None:
    (archive / "data/pages.person.jsonl").rename(archive / "data/petitions.petition.jsonl")

    def rename(manifest: dict[str, Any]) -> None:
        for file in manifest["files"]:
            file["path"] = file["path"].replace("pages.person.jsonl", "petitions.petition.jsonl")

    change_manifest(archive, rename)
    with pytest.raises(
        CommandError, match=r"not installed here: petitions\.petition. Add its application to EXTRA_APPS"
    ):
        import_site(archive)


def test_fields_of_another_version(archive: Path) -> None:
    """A field that is new here has its default, and one that is gone here is reported."""

    def change(row: dict[str, Any]) -> None:
        del row["fields"]["job_title"]
        row["fields"]["shoe_size"] = 42

    change_rows(archive, "pages.person", change)
    assert "pages.person has no field shoe_size here: it was left out. (1)" in import_site(archive)
    assert Person.objects.get().job_title == ""


def test_an_archive_gives_nobody_power(archive: Path) -> None:
    """Not even one in which somebody has written that they are an administrator."""
    fields = {"is_superuser": True, "password": "pbkdf2_sha256$1$salt$hash"}
    change_rows(archive, "pages.user", lambda row: row["fields"].update(fields))
    assert "pages.user has no field is_superuser here" in import_site(archive)
    user = User.objects.get()
    assert not user.is_superuser and not user.has_usable_password()


def test_an_installation_with_content_is_left_alone(archive: Path, uploads: Path) -> None:
    person = Person(name="Somebody")
    person.save()
    with pytest.raises(CommandError, match=r"has content already: 1 people\. Import into a new one"):
        import_site(archive)
    assert list(Person.objects.all()) == [person] and not list(uploads.rglob("*.*"))


@pytest.mark.parametrize("make", [lambda: make_topic("Safe work"), lambda: SiteSettings.for_site(Site.objects.get())])
def test_nothing_that_somebody_wrote_is_replaced(archive: Path, make: Callable[[], Model]) -> None:
    made = make()
    with pytest.raises(CommandError, match="has content already: 1 "):
        import_site(archive)
    made.refresh_from_db()


def test_the_log_of_this_installation_is_kept(archive: Path) -> None:
    user = User.objects.create_superuser("admin@example.org", "a-long-password")
    ModelLogEntry.objects.log_action(user, "wagtail.create", user=user)
    import_site(archive)
    assert ModelLogEntry.objects.filter(content_type__model="user", object_id=str(user.pk)).exists()


def test_a_storage_may_give_another_path(archive: Path, uploads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bucket does so with documents whose path could be guessed."""
    monkeypatch.setattr(
        FileSystemStorage,
        "get_available_name",
        lambda storage, name, max_length=None: name.replace("Report", "else/Report"),
    )
    import_site(archive)
    document = Document.objects.get()
    assert document.file.name == "documents/else/Report.txt"
    with document.file.open() as file:
        assert file.read() == b"text"


def test_another_file_in_the_uploads_is_left_alone(archive: Path, uploads: Path) -> None:
    path = next(path for path in archive.glob("media/original_images/*/*"))
    target = uploads / path.relative_to(archive / "media")
    target.parent.mkdir(parents=True)
    target.write_text("mine")
    with pytest.raises(CommandError, match="Another file than that of the archive"):
        import_site(archive)
    assert target.read_text() == "mine"
    shutil.copy(path, target)
    import_site(archive)


def test_a_dry_run_changes_nothing(archive: Path, nothing_changes: None) -> None:
    assert "Could import the archive of" in import_site(archive, dry_run=True)


def test_what_fails_at_the_end_leaves_nothing(
    archive: Path, nothing_changes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("the power is gone")

    monkeypatch.setattr(importing, "begin_epoch", fail)
    with pytest.raises(RuntimeError):
        import_site(archive)
