"""Writes an archive as a folder or a zip file that is there whole or not at all."""

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from archives.format.manifest import NAME, ArchivedFile, ArchiveError, Manifest

SUFFIX = ".zip"
#: Every file of a zip file has the time of the format's beginning, so that the same content gives the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
CHUNK = 1 << 20


class ArchiveWriter:
    """Takes the files of an archive, and remembers their sums."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: list[ArchivedFile] = []

    def write(self, path: str, chunks: Iterable[bytes], rows: int | None = None) -> None:
        """Write a file. Without ``rows``, each chunk is a line and counted."""
        target, summed, number = self._folder / path, hashlib.sha256(), 0
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
                summed.update(chunk)
                number += 1
            size = file.tell()
        self.files.append(ArchivedFile(path, summed.hexdigest(), size, number if rows is None else rows))

    def copy(self, path: str, source: IO[bytes]) -> None:
        """Write the content of an open file."""
        self.write(path, iter(lambda: source.read(CHUNK), b""), rows=0)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, with which the archive is complete."""
        (self._folder / NAME).write_bytes(manifest.to_bytes())


@contextmanager
def new_folder(target: Path, *, of_one: bool = False, private: bool = False) -> Iterator[Path]:
    """Give a temporary folder that takes the place of ``target`` at the end of the block, and goes if the block fails.

    ``target`` may be a zip file, which then has what is in the folder. With ``of_one``, it is the one file of its name
    in the folder. With ``private``, only this account may read it. Raise ``ArchiveError`` if something is there, or if
    nothing can be written there.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir()) and target.suffix != SUFFIX):
        raise ArchiveError(f"{target} is there already: name another place, or delete it.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as scratch:
            folder = Path(scratch, "archive")
            folder.mkdir()
            yield folder
            if of_one:
                folder = folder / target.name
            elif target.suffix == SUFFIX:
                _zip(folder, packed := Path(scratch, "packed"))
                folder = packed
            elif target.exists():
                target.rmdir()
            if private:
                folder.chmod(0o600 if folder.is_file() else 0o700)
            os.replace(folder, target)
    except OSError as error:
        raise ArchiveError(f"{target} cannot be written: {error.strerror or error}.") from error


def _zip(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), NO_TIME)
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                with path.open("rb") as source, packed.open(entry, "w", force_zip64=True) as file:
                    shutil.copyfileobj(source, file, CHUNK)
                path.unlink()
