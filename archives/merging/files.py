"""The files of images and documents, from the archive into the storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage

from archives.format.manifest import MEDIA, ArchiveError, Manifest
from archives.format.reading import ArchiveReader
from archives.importing.spooling import spooled


class ArrivingFiles:
    """Takes files out of an archive one by one."""

    def __init__(self, reader: ArchiveReader, manifest: Manifest) -> None:
        self._reader = reader
        self._files = {file.path: file for file in manifest.files}
        self._written: list[tuple[Storage, str]] = []

    def bring(self, name: str, field: Any) -> str:
        """Store a file for a field, and return its path. Raise ``ArchiveError`` if the archive has none."""
        file = self._files.get(MEDIA + name)
        if file is None:
            raise ArchiveError(f"{name} is missing in the archive: it was already when the archive was made.")
        with spooled(self._reader.chunks(file)) as content:
            kept: str = field.storage.save(name, File(content))
        self._written.append((field.storage, kept))
        return kept

    def forget(self) -> None:
        """Delete what was stored."""
        for storage, name in self._written:
            storage.delete(name)


@contextmanager
def arriving_files(reader: ArchiveReader, manifest: Manifest, *, dry_run: bool) -> Iterator[ArrivingFiles]:
    """Give the files of an archive. What was stored is deleted if the block fails, and after a dry run."""
    files = ArrivingFiles(reader, manifest)
    try:
        yield files
    except BaseException:
        files.forget()
        raise
    if dry_run:
        files.forget()
