"""Uploaded files, which the place of backups keeps once each under the sum of their content."""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages

from backups.destinations import Destination
from backups.encryption import Cipher
from backups.manifest import BackupError, StoredFile, digest

#: The folder beside the backups that holds the files of all of them.
FOLDER = "files/"


def root() -> Path | None:
    """Return the folder of the uploads, or ``None`` if they are in a bucket."""
    storage = storages["default"]
    return Path(storage.location) if isinstance(storage, FileSystemStorage) else None


def name_of(sha256: str, cipher: Cipher | None) -> str:
    """Return the name under which the file with a sum is kept."""
    return f"{FOLDER}{sha256[:2]}/{sha256}{cipher.suffix if cipher else ''}"


class Keeper:
    """Keeps the uploads of one backup, those that are not kept yet."""

    def __init__(self, destination: Destination, scratch: Path, cipher: Cipher | None) -> None:
        self._destination, self._scratch, self._cipher = destination, scratch, cipher
        self._kept = destination.names(FOLDER)
        #: The uploads by path.
        self.found: dict[str, StoredFile] = {}

    def keep(self, uploads: Path) -> None:
        """Keep the uploads. Those that were found before are passed over: no path ever names another file."""
        for path in sorted(uploads.rglob("*")):
            name = path.relative_to(uploads).as_posix()
            try:
                if name not in self.found and path.is_file() and not path.is_symlink():
                    self.found[name] = self._keep_one(path, name)
            except FileNotFoundError:
                # Deleted meanwhile.
                continue

    def _keep_one(self, path: Path, name: str) -> StoredFile:
        sha256, size = digest(path)
        kept = name_of(sha256, self._cipher)
        if kept not in self._kept:
            # What was copied counts, since the file may have changed meanwhile.
            copy = self._scratch / "upload"
            shutil.copyfile(path, copy)
            if digest(copy)[0] != sha256:
                raise BackupError(f"{path} changed while it was copied: try again.")
            put(self._destination, copy, kept, self._cipher)
            self._kept.add(kept)
        return StoredFile(name, sha256, size)


def put(destination: Destination, source: Path, name: str, cipher: Cipher | None) -> None:
    """Keep a file, whose name says how it is encrypted; the file itself is gone afterwards."""
    if cipher:
        encrypted = source.with_name(source.name + cipher.suffix)
        cipher.encrypt(source, encrypted)
        source.unlink()
        source = encrypted
    destination.put(source, name)


def fetch(destination: Destination, name: str, target: Path, cipher: Cipher | None) -> Path:
    """Return the path of a file on this machine, decrypted. It is ``target`` unless the file is there already.

    Raise ``FileNotFoundError`` if it is missing, and ``BackupError`` if it cannot be decrypted.
    """
    here = destination.local(name)
    if cipher is None:
        if here is None:
            destination.get(name, target)
        return here or target
    encrypted = here
    if encrypted is None:
        encrypted = target.with_name(target.name + cipher.suffix)
        destination.get(name, encrypted)
    if not encrypted.is_file():
        raise FileNotFoundError(2, os.strerror(2), str(encrypted))
    cipher.decrypt(encrypted, target)
    if encrypted != here:
        encrypted.unlink()
    return target


def put_back(uploads: Path, files: Iterable[StoredFile], fetched: Mapping[str, Path]) -> None:
    """Write the uploads of a backup into an empty folder, from the paths at which the file with each sum is.

    Raise ``BackupError`` for a path that leads out of the folder.
    """
    for file in files:
        target = (uploads / file.path).resolve()
        if not target.is_relative_to(uploads.resolve()):
            raise BackupError(f"{file.path} leads out of the folder of uploads. Nothing was restored.")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(fetched[file.sha256], target)


def forget(destination: Destination, wanted: set[str]) -> None:
    """Delete the kept files whose sums no backup names any more."""
    kept = destination.names(FOLDER)
    destination.delete(name for name in kept if Path(name).name.partition(".")[0] not in wanted)
