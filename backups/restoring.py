"""Restores a backup into an empty place."""

from pathlib import Path

from django.core.management import call_command
from django.db import connection

from api.changes.log import begin_epoch
from api.stored_responses.clearing import clear_cache
from backups import databases, encryption, media
from backups.destinations import Destination, at, scratch
from backups.making import all_backups
from backups.manifest import NAME, BackupError, Manifest, StoredFile, check, read
from pages.database.applied_migrations import unknown_migrations


def restore(address: str) -> Manifest:
    """Restore the backup at an address, or the newest of those that are kept there, and return its list.

    The processes of the CMS must not run. Everything is checked before anything is written. The change log starts a new
    epoch, and the cache is cleared. Raise ``BackupError`` if something stands against it.
    """
    destination, name, listed = _found(address)
    cipher = encryption.of(listed)
    whole = f"{destination.address}/{name}"
    with scratch() as folder:
        manifest = read(media.fetch(destination, listed, folder / "manifest", cipher), whole)
        _check_engine(manifest)
        _check_is_known(manifest)
        uploads = _empty_uploads(manifest)
        if not databases.is_empty():
            raise BackupError(
                "The database is not empty: restore into a new one (DATABASE_URL, or DATA_DIR for SQLite)."
            )
        database = _checked(destination, manifest.database, f"{name}/{manifest.database.path}", folder, cipher)
        fetched = {
            file.sha256: _checked(destination, file, media.name_of(file.sha256, None), folder, cipher)
            for file in {file.sha256: file for file in manifest.media or ()}.values()
        }
        if uploads is not None:
            media.put_back(uploads, manifest.media or (), fetched)
        databases.load(database)
    # A backup of an earlier version.
    call_command("migrate", interactive=False, verbosity=0)
    begin_epoch()
    clear_cache()
    return manifest


def _found(address: str) -> tuple[Destination, str, str]:
    """Return where the backup is, its name, and the name of its list. Raise ``BackupError`` if there is none."""
    destination = at(address)
    if kept := all_backups(destination):
        name, listed = list(kept.items())[-1]
        return destination, name, listed
    above, name = destination.parent()
    listed = all_backups(above).get(name, "")
    if not listed:
        raise BackupError(f"{destination.address} holds no backup: {NAME} is missing.")
    return above, name, listed


def _checked(
    destination: Destination, file: StoredFile, name: str, folder: Path, cipher: encryption.Cipher | None
) -> Path:
    """Return the path of a file on this machine that is what was stored. Raise ``BackupError`` if it is not."""
    kept = f"{name}{cipher.suffix}" if cipher else name
    address = f"{destination.address}/{kept}"
    try:
        path = media.fetch(destination, kept, folder / file.sha256, cipher)
    except FileNotFoundError as error:
        raise BackupError(f"{address}, the copy of {file.path}, cannot be read: {error.strerror}.") from error
    check(file, path, address)
    return path


def _check_engine(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        named = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise BackupError(
            f"The backup is one of {named.get(manifest.engine, manifest.engine)}, and DATABASE_URL names a database of "
            f"{named[connection.vendor]}."
        )


def _check_is_known(manifest: Manifest) -> None:
    """Raise if this version lacks a migration: it would not know the tables."""
    unknown = unknown_migrations(manifest.migrations)
    if unknown:
        raise BackupError(f"A newer version of the CMS made the backup; this one does not know {', '.join(unknown)}.")


def _empty_uploads(manifest: Manifest) -> Path | None:
    """Return the folder to which the uploads go, or ``None`` if they are in a bucket. Raise if it is not empty."""
    uploads = media.root()
    if (uploads is None) != (manifest.media is None):
        raise BackupError(
            "The backup has uploads, and MEDIA_BUCKET_NAME names a bucket: restore them into a folder, and copy them."
            if uploads is None
            else "The uploads of the backup are in a bucket: set MEDIA_BUCKET_NAME."
        )
    if uploads is not None and uploads.exists() and any(path.is_file() for path in uploads.rglob("*")):
        raise BackupError(f"{uploads} is not empty: restore into a new place (DATA_DIR).")
    return uploads
