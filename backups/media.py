"""Uploaded files, which a folder of backups keeps once each under the sum of their content."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages

from backups.manifest import BackupError, StoredFile, digest

#: The folder beside the backups that holds the files of all of them.
FOLDER = "files"


def root() -> Path | None:
    """Return the folder of the uploads, or ``None`` if they are in a bucket."""
    storage = storages["default"]
    return Path(storage.location) if isinstance(storage, FileSystemStorage) else None


def place(backups: Path, sha256: str) -> Path:
    """Return where the file with a sum is kept."""
    return backups / FOLDER / sha256[:2] / sha256


def keep(backups: Path, uploads: Path) -> dict[str, StoredFile]:
    """Keep every upload that is not kept yet, and return all of them by path."""
    found = {}
    for path in sorted(uploads.rglob("*")):
        name = path.relative_to(uploads).as_posix()
        try:
            if path.is_file() and not path.is_symlink():
                found[name] = _keep_one(backups, path, name)
        except FileNotFoundError:
            # Deleted meanwhile.
            continue
    return found


def _keep_one(backups: Path, path: Path, name: str) -> StoredFile:
    sha256, size = digest(path)
    target = place(backups, sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        # Under another name until it is complete. What was copied counts, since the file may have changed meanwhile.
        descriptor, unfinished = tempfile.mkstemp(dir=target.parent, prefix="unfinished-")
        os.close(descriptor)
        shutil.copyfile(path, unfinished)
        sha256, size = digest(Path(unfinished))
        os.replace(unfinished, place(backups, sha256)) if sha256 == target.name else os.unlink(unfinished)
        if sha256 != target.name:
            raise BackupError(f"{path} changed while it was copied: try again.")
    return StoredFile(name, sha256, size)


def put_back(backups: Path, uploads: Path, files: Iterable[StoredFile]) -> None:
    """Write the uploads of a backup into an empty folder. Raise ``BackupError`` for a path that leads out of it."""
    for file in files:
        target = (uploads / file.path).resolve()
        if not target.is_relative_to(uploads.resolve()):
            raise BackupError(f"{file.path} leads out of the folder of uploads. Nothing was restored.")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(place(backups, file.sha256), target)


def forget(backups: Path, wanted: set[str]) -> int:
    """Delete the kept files that no backup names any more, and return their number."""
    forgotten = 0
    for path in (backups / FOLDER).glob("*/*"):
        if path.name not in wanted:
            path.unlink()
            forgotten += 1
    return forgotten
