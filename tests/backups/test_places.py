"""Backups in folders and buckets, as they are or encrypted: made, restored, deleted, and refused with a sentence."""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from backups import media
from backups.destinations import Destination, at
from backups.making import FORM, all_backups
from backups.manifest import BackupError, digest
from tests.buckets import KEY, Bucket
from tests.content import make_document, make_image, make_section, publish
from tests.places import Place, empty_place, original, responses, run

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]
MISSING = {name: not shutil.which(name) for name in ("age", "gpg")}
needs = {
    name: pytest.mark.skipif(MISSING[name], reason=f"{name} is not installed (apt install {package})")
    for name, package in (("age", "age"), ("gpg", "gnupg"))
}


@pytest.fixture
def content(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "data/media")
    settings.DATA_DIR = tmp_path / "data"
    section = make_section(title="Über uns")
    section.feature_image = make_image("Portrait")
    publish(section)
    make_document("A secret paper")


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, content: None) -> Iterator[str]:
    """The address of a place for backups."""
    if request.param == "folder":
        yield str(tmp_path / "backups")
        return
    bucket: Bucket = request.getfixturevalue("bucket")
    settings.BACKUP_BUCKET_ENDPOINT_URL, settings.BACKUP_BUCKET_REGION = bucket.endpoint, "us-east-1"
    yield f"s3://{bucket.name}/of the cms/daily"


@pytest.fixture(params=["", pytest.param("age", marks=needs["age"]), pytest.param("gpg", marks=needs["gpg"])])
def encryption(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Set how backups are encrypted, and return the variables with which they are restored."""
    settings.BACKUP_ENCRYPTION = request.param
    if request.param == "age":
        identity = tmp_path / "identity"
        subprocess.run(["age-keygen", "-o", str(identity)], check=True, capture_output=True)
        public = subprocess.run(["age-keygen", "-y", str(identity)], check=True, capture_output=True, text=True)
        settings.BACKUP_RECIPIENTS = [public.stdout.strip()]
        return {"BACKUP_AGE_IDENTITY": str(identity)}
    if request.param == "gpg":
        # A short path, since the sockets of its agent are below it.
        home = Path(tempfile.mkdtemp(prefix="gpg-"))
        monkeypatch.setenv("GNUPGHOME", str(home))
        options = ["--batch", "--pinentry-mode", "loopback", "--passphrase", ""]
        command = ["gpg", *options, "--quick-generate-key", "backups@example.org", "default", "default", "never"]
        subprocess.run(command, check=True, capture_output=True)

        def end() -> None:
            subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False, capture_output=True)
            shutil.rmtree(home, ignore_errors=True)

        request.addfinalizer(end)
        settings.BACKUP_RECIPIENTS = ["backups@example.org"]
        return {"GNUPGHOME": str(home)}
    return {}


def backup(address: str, **options: Any) -> str:
    printed = io.StringIO()
    call_command("backup", address, stdout=printed, **options)
    return printed.getvalue()


def restore(where: Place, address: str, settings: Any) -> subprocess.CompletedProcess[str]:
    service = {"BACKUP_BUCKET_ENDPOINT_URL": settings.BACKUP_BUCKET_ENDPOINT_URL, "BACKUP_BUCKET_REGION": "us-east-1"}
    return run({**where, **service, **KEY}, "manage.py", "restore", address)


def contents(destination: Destination, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every file."""
    for name in destination.names(""):
        (folder / "file").unlink(missing_ok=True)
        destination.get(name, folder / "file")
        yield name, (folder / "file").read_bytes()


def test_every_response_is_the_same_after_a_round_trip(
    place: str, encryption: Place, settings: Any, tmp_path: Path
) -> None:
    before = responses(original(tmp_path))
    assert f"Made {place}/" in backup(place)
    with empty_place(tmp_path / "restored") as where:
        done = restore({**where, **encryption}, place, settings)
        assert done.returncode == 0, done.stderr
        assert "with 2 uploaded files" in done.stdout
        assert responses(where) == before
    uploads = Path(settings.MEDIA_ROOT)
    restored = tmp_path / "restored/media"
    files = [path.relative_to(uploads) for path in uploads.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert [(uploads / path).read_bytes() for path in files] == [(restored / path).read_bytes() for path in files]
    # Nothing that was decrypted or downloaded is left.
    assert list(tmp_path.rglob("unfinished-*")) == []


def test_uploads_are_kept_once_and_old_backups_are_deleted(place: str, encryption: Place, settings: Any) -> None:
    """Deleting takes no secret key, which is not on the machine that makes backups."""
    destination = at(place)
    backup(place)
    first = destination.names("files/")
    only_in_the_second = Path(settings.MEDIA_ROOT) / "documents/second.txt"
    only_in_the_second.write_text("Only once")
    backup(place)
    assert len(first) == 2 and len(destination.names("files/") - first) == 1
    only_in_the_second.unlink()
    assert "Deleted 2 older." in backup(place, keep=1)
    assert len(all_backups(destination)) == 1 and destination.names("files/") == first


def test_what_is_encrypted_says_nothing(place: str, encryption: Place, settings: Any, tmp_path: Path) -> None:
    paper = next(Path(settings.MEDIA_ROOT).glob("documents/*")).read_bytes()
    backup(place)
    kept = dict(contents(at(place), tmp_path))
    told = [name for name, content in kept.items() if paper in content or b"secret" in content or b"SQLite" in content]
    assert bool(told) is not bool(settings.BACKUP_ENCRYPTION), told


def test_one_of_several_is_restored(place: str, settings: Any, tmp_path: Path) -> None:
    backup(place)
    make_document("Another")
    backup(place)
    oldest = next(iter(all_backups(at(place))))
    with empty_place(tmp_path / "restored") as where:
        done = restore(where, f"{place}/{oldest}", settings)
        assert "with 2 uploaded files" in done.stdout, done.stderr


def test_each_upload_is_read_once(place: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    backup(place)
    read: list[str] = []

    def counted(path: Path) -> tuple[str, int]:
        read.append(path.name)
        return digest(path)

    monkeypatch.setattr(media, "digest", counted)
    backup(place)
    assert sorted(read) == sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_what_was_interrupted_is_deleted_by_a_later_backup(place: str, tmp_path: Path) -> None:
    destination = at(place)
    old, new = ((datetime.now(UTC) - timedelta(hours=hours)).strftime(FORM) for hours in (30, 1))
    for name in (old, new):
        (tmp_path / "part").write_text("a part")
        destination.put(tmp_path / "part", f"{name}/database.dump")
    backup(place)
    assert [destination.names(f"{name}/") != set() for name in (old, new)] == [False, True]
    assert len(all_backups(destination)) == 1


def test_while_another_backup_is_made_no_upload_is_deleted(place: str, settings: Any, tmp_path: Path) -> None:
    """It may have found the upload kept, and its list is not there yet."""
    destination = at(place)
    backup(place)
    Path(settings.MEDIA_ROOT, "documents").joinpath("second.txt").write_text("Only once")
    backup(place)
    Path(settings.MEDIA_ROOT, "documents/second.txt").unlink()
    (tmp_path / "begun").touch()
    other = f"{datetime.now(UTC).strftime(FORM)}/begun"
    destination.put(tmp_path / "begun", other)
    backup(place, keep=1)
    assert (len(all_backups(destination)), len(destination.names("files/"))) == (1, 3)
    destination.delete([other])
    backup(place, keep=1)
    assert (len(all_backups(destination)), len(destination.names("files/"))) == (1, 2)


def test_a_backup_that_fails_leaves_nothing(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("backups.manifest.Manifest.write", full)
    with pytest.raises(CommandError, match="No space left on device"):
        backup(place)
    assert at(place).names("2") == set() and all_backups(at(place)) == {}


@pytest.mark.parametrize("place", ["bucket"], indirect=True)
def test_a_damaged_file_in_a_bucket_is_named(place: str, bucket: Bucket, settings: Any, tmp_path: Path) -> None:
    backup(place)
    key = next(name for name in bucket.names() if "/files/" in name)
    bucket.write(key, b"something else")
    with empty_place(tmp_path / "restored") as where:
        told = restore(where, place, settings).stderr
        assert key in told and "is damaged. Nothing was restored." in told and "Traceback" not in told
        bucket.client.delete_object(Bucket=bucket.name, Key=key)
        told = restore(where, place, settings).stderr
        assert key in told and "cannot be read" in told and "Traceback" not in told
    assert not (tmp_path / "restored/media").exists()


@pytest.mark.parametrize("place", ["bucket"], indirect=True)
def test_what_a_bucket_refuses_is_said(place: str, settings: Any, content: None) -> None:
    with pytest.raises(CommandError, match=r"s3://no-such-bucket/x cannot be used: .*NoSuchBucket"):
        backup("s3://no-such-bucket/x")
    with pytest.raises(CommandError, match=r"s3://no-such-bucket/x cannot be used: .*NoSuchBucket"):
        call_command("restore", "s3://no-such-bucket/x")
    with pytest.raises(CommandError, match="holds no backup"):
        call_command("restore", place)
    settings.BACKUP_BUCKET_ENDPOINT_URL = "http://127.0.0.1:1"
    with pytest.raises(CommandError, match="cannot be used: Could not connect"):
        backup(place)


@pytest.mark.parametrize("address", ["https://example.org/backups", "s3://", "s3:///folder", "s3://bucket/a?b=c"])
def test_addresses_that_are_refused(address: str) -> None:
    with pytest.raises(CommandError, match="bucket"):
        backup(address)
    with pytest.raises(CommandError, match="bucket"):
        call_command("restore", address)


@pytest.mark.parametrize("name", ["age", "gpg"])
def test_encryption_that_is_asked_for_and_missing_is_an_error(
    content: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    settings.BACKUP_ENCRYPTION, settings.BACKUP_RECIPIENTS = name, []
    with pytest.raises(CommandError, match="BACKUP_RECIPIENTS names nobody"):
        backup(str(tmp_path / "backups"))
    settings.BACKUP_RECIPIENTS = ["somebody"]
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        with pytest.raises(CommandError, match=f"{name} is not installed"):
            backup(str(tmp_path / "backups"))
    if not MISSING[name]:
        with pytest.raises(CommandError, match=f"{name} failed: "):
            backup(str(tmp_path / "backups"))
    assert not list((tmp_path / "backups").glob("*Z")) and not list((tmp_path / "backups").rglob("files/*/*"))


@needs["age"]
@pytest.mark.parametrize("encryption", ["age"], indirect=True)
def test_without_the_secret_key(encryption: Place, content: None, settings: Any, tmp_path: Path) -> None:
    place = str(tmp_path / "backups")
    backup(place)
    with empty_place(tmp_path / "restored") as where:
        told = restore(where, place, settings).stderr
        assert "name the file with the secret key in BACKUP_AGE_IDENTITY" in told and "Traceback" not in told
        (tmp_path / "other").write_text("AGE-SECRET-KEY-NONE")
        told = restore({**where, "BACKUP_AGE_IDENTITY": str(tmp_path / "other")}, place, settings).stderr
        assert "age failed: " in told and "Traceback" not in told


def test_a_bucket_is_one_class_of_places() -> None:
    with pytest.raises(BackupError, match="must be like s3://bucket/folder"):
        at("s3://")
    assert at("s3://bucket/a/b/").parent()[0].address == "s3://bucket/a"
