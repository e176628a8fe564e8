"""Reads an archive, of which nothing is believed: paths, sizes and sums are checked, and nothing is unpacked."""

import hashlib
import json
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from archives.format.manifest import NAME, ArchivedFile, ArchiveError, Manifest, read_manifest
from archives.format.writing import CHUNK

#: The most bytes of a manifest, and of a line.
LARGEST_MANIFEST, LONGEST_LINE = 256 << 20, 64 << 20
#: A zip file may hold this many times its own size, and this many bytes beside: more is a bomb.
MOST_COMPRESSED, SMALL = 100, 1 << 30


class ArchiveReader(ABC):
    """The files of an archive, by the paths of its manifest."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def manifest(self) -> Manifest:
        """Return the manifest. Raise ``ArchiveError`` if there is none, or if it is not right."""
        with self._open(NAME) as file:
            text = file.read(LARGEST_MANIFEST + 1)
        if len(text) > LARGEST_MANIFEST:
            raise ArchiveError(f"{self._path}/{NAME} is larger than any manifest.")
        manifest = read_manifest(text, str(self._path))
        self.check_size(manifest)
        return manifest

    def check(self, manifest: Manifest, done: Callable[[str], None]) -> None:
        """Read every file. Raise ``ArchiveError``, with its name, at the first that is not what was archived."""
        for file in manifest.files:
            for _ in self.chunks(file):
                pass
            done(file.path)

    def chunks(self, file: ArchivedFile) -> Iterator[bytes]:
        """Yield the content of a file. Raise ``ArchiveError`` as soon as it is not what was archived."""
        summed, size = hashlib.sha256(), 0
        with self._open(file.path) as source:
            while chunk := self._read(source, file, CHUNK):
                size += len(chunk)
                if size > file.size:
                    break
                summed.update(chunk)
                yield chunk
        if (size, summed.hexdigest()) != (file.size, file.sha256):
            raise ArchiveError(f"{file.path} is damaged: it is not what was archived. Nothing was imported.")

    def rows(self, file: ArchivedFile) -> Iterator[dict[str, Any]]:
        """Yield the rows of a file of data. Raise ``ArchiveError`` if a line is not one."""
        rest, number = b"", 0
        for chunk in self.chunks(file):
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > LONGEST_LINE:
                raise ArchiveError(f"{file.path} has a line that is longer than any row.")
            for line in lines:
                number += 1
                yield _row(line, f"{file.path}, line {number}")
        if rest or number != file.rows:
            raise ArchiveError(
                f"{file.path} has {number} rows, and the manifest says {file.rows}. Nothing was imported."
            )

    @abstractmethod
    def check_size(self, manifest: Manifest) -> None:
        """Raise ``ArchiveError`` if the archive would grow beyond measure."""

    @abstractmethod
    def _open(self, path: str) -> Any: ...

    def _read(self, source: IO[bytes], file: ArchivedFile, size: int) -> bytes:
        try:
            return source.read(size)
        except (OSError, zipfile.BadZipFile, EOFError, RuntimeError) as error:
            raise ArchiveError(f"{file.path} is damaged: {error}. Nothing was imported.") from error
        except Exception as error:
            # zlib, bz2 and lzma have errors of their own.
            raise ArchiveError(f"{file.path} is damaged: {error}. Nothing was imported.") from error


class FolderReader(ArchiveReader):
    """An archive that is a folder."""

    def check_size(self, manifest: Manifest) -> None:
        """Accept any: a folder has its size already."""

    @contextmanager
    def _open(self, path: str) -> Iterator[IO[bytes]]:
        target = self._path / path
        if not target.resolve().is_relative_to(self._path.resolve()):
            raise ArchiveError(f"{path} leads out of the archive. Nothing was imported.")
        try:
            file = target.open("rb")
        except OSError as error:
            raise ArchiveError(f"{target} cannot be read: {error.strerror}.") from error
        with file:
            yield file


class ZipReader(ArchiveReader):
    """An archive that is a zip file. Its files are read in place; what the manifest does not name is never read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise ArchiveError(f"{path} cannot be read: {error}.") from error

    def check_size(self, manifest: Manifest) -> None:
        """Refuse what grows to more than a hundred times its size."""
        size = sum(file.size for file in manifest.files)
        if size > SMALL + MOST_COMPRESSED * self._path.stat().st_size:
            raise ArchiveError(f"{self._path} would grow to {size / 1e9:,.1f} GB, more than such a file can hold.")

    @contextmanager
    def _open(self, path: str) -> Iterator[IO[bytes]]:
        try:
            file = self._zip.open(path)
        except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise ArchiveError(f"{self._path} is damaged: {path} is missing or cannot be read.") from error
        with file:
            yield file


def open_archive(path: Path) -> ArchiveReader:
    """Return the reader of an archive. Raise ``ArchiveError`` if there is none."""
    if path.is_dir():
        return FolderReader(path)
    if path.is_file():
        return ZipReader(path)
    raise ArchiveError(f"There is no archive at {path}.")


def _row(line: bytes, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
        if isinstance(row, dict) and isinstance(row["fields"], dict) and isinstance(row.get("id", 0), int | str):
            return row
    except (ValueError, KeyError, RecursionError) as error:
        raise ArchiveError(f"{place}, is no row: {error}. Nothing was imported.") from error
    raise ArchiveError(f"{place}, is no row. Nothing was imported.")
