"""What a backup holds: a list of everything in it with sums, written last."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

#: The name of the list in the folder of a backup.
NAME = "manifest.json"
#: The format of the list. A later one is refused.
FORMAT = 1


class BackupError(Exception):
    """A backup cannot be made or restored. The message is a sentence for whoever runs the CMS."""


@dataclass(frozen=True)
class StoredFile:
    """A file of a backup: its path there or in the storage, its SHA-256 as hexadecimal digits, its size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(kw_only=True)
class Manifest:
    """The list of one backup."""

    #: When the copy of the database was made, in UTC (ISO 8601).
    made_at: str
    #: The versions of the CMS and of what it is built on.
    versions: dict[str, str]
    #: ``sqlite`` or ``postgresql``.
    engine: str
    #: The names of all applied migrations, by application.
    migrations: dict[str, list[str]]
    #: The names of the variables that were set. Their values are not in a backup.
    variables: list[str]
    database: StoredFile
    #: The uploads, or ``None`` if they are in a bucket.
    media: list[StoredFile] | None = field(default_factory=list)
    format: int = FORMAT

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read(path: Path, address: str) -> Manifest:
    """Return the list in a file. Raise ``BackupError``, with the backup's address, if it is not right."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] > FORMAT:
            raise BackupError(f"{address} was made by a newer version of the CMS: restore it with that one.")
        media = found["media"]
        found |= {
            "database": StoredFile(**found["database"]),
            "media": None if media is None else [StoredFile(**file) for file in media],
        }
        return Manifest(**found)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BackupError(f"{address}/{NAME} is damaged: {error}.") from error


def digest(path: Path) -> tuple[str, int]:
    """Return the SHA-256 of a file and its size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()


def check(file: StoredFile, path: Path, address: str) -> None:
    """Raise ``BackupError`` if a file of a backup, whose address is ``address``, is missing or not what was stored."""
    try:
        is_right = digest(path) == (file.sha256, file.size)
    except OSError as error:
        raise BackupError(f"{address}, the copy of {file.path}, cannot be read: {error.strerror}.") from error
    if not is_right:
        raise BackupError(f"{address}, the copy of {file.path}, is damaged. Nothing was restored.")
