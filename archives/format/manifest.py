"""The manifest of an archive: what it has and has not, with the sum of every file."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Any

#: The name of the manifest in an archive.
NAME = "manifest.json"
PRODUCT = "coalition-cms"
#: The format of archives. Older ones stay readable; a later one is refused.
FORMAT = 1
DATA, MEDIA = "data/", "media/"


class ArchiveError(Exception):
    """An archive cannot be made or imported. The message is a sentence for whoever runs the CMS."""


@dataclass(frozen=True)
class ArchivedFile:
    """A file of an archive: its path there, its SHA-256 as hexadecimal digits, its size in bytes, and its rows."""

    path: str
    sha256: str
    size: int
    #: The number of lines of a file of data; 0 for others.
    rows: int = 0


@dataclass(kw_only=True)
class Manifest:
    """The manifest of one archive."""

    #: When it was made, in UTC (ISO 8601): all that differs between two archives of the same content.
    made_at: str
    #: The version of the CMS that made it.
    version: str
    #: Whether it has all revisions and the log of what editors did.
    history: bool
    #: The codes of the languages of its pages.
    languages: list[str]
    #: The migrations that its database has had, by application.
    migrations: dict[str, list[str]]
    files: list[ArchivedFile]
    #: The names of fields that are left out, by model, such as passwords.
    left_out_fields: dict[str, list[str]] = field(default_factory=dict)
    #: The models that are left out, each with the reason.
    left_out_models: dict[str, str] = field(default_factory=dict)
    #: The paths of uploads that rows name, and that were missing.
    missing_media: list[str] = field(default_factory=list)
    #: The pages of an archive that has some pages only; none for an archive of the whole site.
    pages: list[str] = field(default_factory=list)
    product: str = PRODUCT
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """The number of rows of all files of data."""
        return sum(file.rows for file in self.files)

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON."""
        return json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def read_manifest(text: bytes, address: str) -> Manifest:
    """Return a manifest. Raise ``ArchiveError``, with the address of the archive, if it is not right."""
    try:
        found: dict[str, Any] = json.loads(text)
        if found["product"] != PRODUCT:
            raise ArchiveError(f"{address} is an archive of another program: {found['product']!r}.")
        if found["format"] > FORMAT:
            raise ArchiveError(f"{address} was made by a newer version of the CMS: import it with that one.")
        manifest = Manifest(**{**found, "files": [ArchivedFile(**file) for file in found["files"]]})
        for file in manifest.files:
            _check_file(file)
        _check_names(manifest)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ArchiveError(f"{address}/{NAME} is damaged: {error}.") from error
    paths = [file.path for file in manifest.files]
    if len(set(paths)) < len(paths):
        raise ArchiveError(f"{address}/{NAME} is damaged: it names a file twice.")
    return manifest


def _check_names(manifest: Manifest) -> None:
    for names in (manifest.languages, manifest.pages, manifest.missing_media, *manifest.migrations.values()):
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError(f"{names!r} are no names")


def _check_file(file: ArchivedFile) -> None:
    if not (
        isinstance(file.size, int) and isinstance(file.rows, int) and file.size >= 0 and isinstance(file.sha256, str)
    ):
        raise ValueError(f"{file.path!r} has no size or no sum")
    if not is_inside(file.path) or not file.path.startswith((DATA, MEDIA)):
        raise ArchiveError(f"{file.path} leads out of the archive. Nothing was imported.")


def is_inside(path: str) -> bool:
    """Tell whether a path stays below the folder that it is relative to, whichever system reads it."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and not set(path) & {"\\", "\0", ":"}
