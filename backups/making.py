"""Makes a backup while the CMS runs, and deletes old ones."""

import datetime
import os
import re
import shutil
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from backups import databases, media
from backups.manifest import NAME, BackupError, Manifest, StoredFile, digest, read

#: The name of a folder: when it was made, in UTC.
FORM = "%Y%m%dT%H%M%S%fZ"
_UNFINISHED = ".unfinished"


def make(backups: Path) -> Path:
    """Make a backup in a folder of its own, and return it. Raise ``BackupError`` if that fails, without a trace."""
    now = datetime.datetime.now(datetime.UTC)
    folder = backups / now.strftime(FORM)
    unfinished = folder.with_name(folder.name + _UNFINISHED)
    try:
        backups.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished.mkdir(mode=0o700)
        uploads = media.root()
        # Before the database and after it: whatever the copy of the database names was there at one of the two times.
        files = media.keep(backups, uploads) if uploads else {}
        path = databases.dump(unfinished)
        files |= media.keep(backups, uploads) if uploads else {}
        manifest = Manifest(
            made_at=now.isoformat(),
            versions={name: version(name) for name in ("django", "wagtail")},
            engine=connection.vendor,
            migrations=applied_migrations(),
            variables=sorted(_variables()),
            database=StoredFile(path.name, *digest(path)),
            media=list(files.values()) if uploads else None,
        )
        manifest.write(unfinished)
        unfinished.rename(folder)
    except OSError as error:
        raise BackupError(f"The backup cannot be written to {backups}: {error.strerror}.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def all_backups(backups: Path) -> list[Path]:
    """Return the complete backups in a folder, the oldest first."""
    return sorted(path.parent for path in backups.glob(f"*Z/{NAME}"))


def keep_newest(backups: Path, number: int) -> int:
    """Delete all backups but the newest ``number``, and files that only they named. Return how many were deleted."""
    found = all_backups(backups)
    # First what remains is read: if a list is damaged, nothing is deleted.
    wanted = {file.sha256 for folder in found[-number:] for file in read(folder).media or ()}
    for folder in found[:-number]:
        shutil.rmtree(folder)
    media.forget(backups, wanted)
    return len(found[:-number])


def applied_migrations() -> dict[str, list[str]]:
    """Return the names of the applied migrations by application."""
    found: dict[str, list[str]] = {}
    for application, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(application, []).append(name)
    return found


def _variables() -> list[str]:
    """Return the names of the CMS's variables that are set, without their values, some of which are secret."""
    explained = (Path(settings.BASE_DIR) / ".env.example").read_text(encoding="utf-8")
    return [name for name in re.findall(r"^#?([A-Z][A-Z0-9_]*)=", explained, re.MULTILINE) if os.environ.get(name)]
