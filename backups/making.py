"""Makes a backup while the CMS runs, and deletes old ones."""

import datetime
import os
import re
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from backups import databases, encryption, media
from backups.destinations import Destination
from backups.manifest import NAME, BackupError, Manifest, StoredFile, digest, read
from pages.database.applied_migrations import applied_migrations

#: The name of a backup: when it was made, in UTC.
FORM = "%Y%m%dT%H%M%S%fZ"
#: The sums of the uploads of an encrypted backup, so that old ones can be deleted without the secret key.
SUMS = "sums.txt"
#: What the list of a backup can be called.
LISTS = frozenset({NAME, *(f"{NAME}{cipher.suffix}" for cipher in encryption.CIPHERS.values())})
#: Is there while a backup is made, so that another one deletes no upload that this one found kept.
BEGUN = "begun"
#: After this time, a backup without a list counts as one that was interrupted.
INTERRUPTED = datetime.timedelta(days=1)


def make(destination: Destination) -> str:
    """Make a backup, and return its name. Raise ``BackupError`` if that fails, without a trace."""
    cipher = encryption.chosen()
    now = datetime.datetime.now(datetime.UTC)
    name = now.strftime(FORM)
    with destination.scratch() as scratch:
        _delete_interrupted(destination, now)
        try:
            (scratch / BEGUN).touch()
            destination.put(scratch / BEGUN, f"{name}/{BEGUN}")
            _write(destination, name, now, scratch, cipher)
            destination.delete([f"{name}/{BEGUN}"])
        except BaseException as error:
            # A part of a backup is none. If it cannot be deleted now, a later backup does it.
            with suppress(BackupError):
                destination.delete(destination.names(f"{name}/"))
            if isinstance(error, OSError):
                raise BackupError(
                    f"The backup cannot be written to {destination.address}: {error.strerror}."
                ) from error
            raise
    return name


def _write(
    destination: Destination, name: str, now: datetime.datetime, scratch: Path, cipher: encryption.Cipher | None
) -> None:
    uploads = media.root()
    keeper = media.Keeper(destination, scratch, cipher)
    # Before the database and after it: whatever its copy names was there at one of the two times.
    if uploads:
        keeper.keep(uploads)
    dump = databases.dump(scratch)
    if uploads:
        keeper.keep(uploads)
    manifest = Manifest(
        made_at=now.isoformat(),
        versions={library: version(library) for library in ("django", "wagtail")},
        engine=connection.vendor,
        migrations=applied_migrations(),
        variables=sorted(_variables()),
        database=StoredFile(dump.name, *digest(dump)),
        media=list(keeper.found.values()) if uploads else None,
    )
    suffix = cipher.suffix if cipher else ""
    media.put(destination, dump, f"{name}/{dump.name}{suffix}", cipher)
    if cipher:
        (scratch / SUMS).write_text("".join(f"{file.sha256}\n" for file in keeper.found.values()))
        destination.put(scratch / SUMS, f"{name}/{SUMS}")
    # Last: with it, the backup is complete.
    manifest.write(scratch / NAME)
    media.put(destination, scratch / NAME, f"{name}/{NAME}{suffix}", cipher)


def all_backups(destination: Destination) -> dict[str, str]:
    """Return the names of the complete backups, the oldest first, each with the name of its list."""
    found = (file.partition("/") for file in destination.names("2"))
    lists = {name: f"{name}/{file}" for name, _, file in found if file in LISTS and name.endswith("Z")}
    return dict(sorted(lists.items()))


def keep_newest(destination: Destination, number: int) -> int:
    """Delete all backups but the newest ``number``, and files that only they named. Return how many were deleted."""
    found = list(all_backups(destination).items())
    with destination.scratch() as scratch:
        # First what remains is read: if a list is damaged, nothing is deleted.
        wanted = {
            sha256
            for position, (name, manifest) in enumerate(found[-number:])
            for sha256 in _sums(destination, name, manifest, scratch / str(position))
        }
    for name, manifest in found[:-number]:
        # The list first: without it, what is left counts as interrupted.
        destination.delete([manifest])
        destination.delete(destination.names(f"{name}/"))
    # A later backup does it, if one is being made now.
    if not _unfinished(destination):
        media.forget(destination, wanted)
    return len(found[:-number])


def _sums(destination: Destination, name: str, manifest: str, target: Path) -> set[str]:
    """Return the sums of the uploads of a backup."""
    try:
        if encryption.of(manifest) is None:
            path = media.fetch(destination, manifest, target, None)
            return {file.sha256 for file in read(path, f"{destination.address}/{name}").media or ()}
        path = media.fetch(destination, f"{name}/{SUMS}", target, None)
        return set(path.read_text().split())
    except OSError as error:
        raise BackupError(
            f"{destination.address}/{name} cannot be read: {error.strerror}. Nothing was deleted."
        ) from error


def _delete_interrupted(destination: Destination, now: datetime.datetime) -> None:
    """Delete what backups have left that were interrupted, such as by a loss of power."""
    for name in _unfinished(destination):
        with suppress(ValueError):
            begun = datetime.datetime.strptime(name, FORM).replace(tzinfo=datetime.UTC)
            if now - begun > INTERRUPTED:
                destination.delete(destination.names(f"{name}/"))


def _unfinished(destination: Destination) -> set[str]:
    """Return the names of the backups that are being made, or were interrupted."""
    return {file.partition("/")[0] for file in destination.names("2")} - all_backups(destination).keys()


def _variables() -> list[str]:
    """Return the names of the CMS's variables that are set, without their values, some of which are secret."""
    explained = (Path(settings.BASE_DIR) / ".env.example").read_text(encoding="utf-8")
    return [name for name in re.findall(r"^#?([A-Z][A-Z0-9_]*)=", explained, re.MULTILINE) if os.environ.get(name)]
