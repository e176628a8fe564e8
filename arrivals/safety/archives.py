"""Opens ZIP archives that anybody may have made."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from arrivals.safety.bounds import check_size
from arrivals.sources.source import SourceError

MOST_MEMBERS = 20_000
#: How many times its compressed size a whole archive may have. The XML of documents has up to 50 times.
LARGEST_RATIO = 200
#: Archives that unpack to less than this are never bombs.
HARMLESS_SIZE = 20 * 1024**2
#: The length of a local header without its name and extra field (APPNOTE.TXT of PKWARE, 4.3.7).
_HEADER = 30
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, OSError)


class Archive:
    """An archive whose members have been checked by their headers. Members are read within limits of their own."""

    def __init__(self, path: Path) -> None:
        """Open the archive. Raise ``SourceError`` if it is broken, encrypted, too large, or made to do harm."""
        check_size(path)
        self.name = path.name
        with self._sentences():
            self._zip = zipfile.ZipFile(path)
        self._members = {member.filename: member for member in self._zip.infolist() if not member.is_dir()}
        try:
            self._check(path)
        except SourceError:
            self.close()
            raise

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def close(self) -> None:
        """Close the file. Members cannot be read after that."""
        self._zip.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files in the archive, in its order."""
        return tuple(self._members)

    def size(self, name: str) -> int:
        """Return how many bytes a member says it has. A lie is found when it is read."""
        return self._members[name].file_size

    def read(self, name: str, at_most: int) -> bytes:
        """Return the content of a member of at most so many bytes, whatever its header says of them.

        Raise ``SourceError`` if it has more, if it is broken, or if there is none of this name.
        """
        found = io.BytesIO()
        for chunk in self.chunks(name, at_most):
            found.write(chunk)
        return found.getvalue()

    def chunks(self, name: str, at_most: int) -> Iterator[bytes]:
        """Yield the content of a member piece by piece, as ``read`` does."""
        if name not in self._members:
            raise SourceError(f"{self.name} holds no {name}.")
        left = at_most
        with self._sentences(), self._zip.open(self._members[name]) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise SourceError(
                        f"{name} in {self.name} has more than {at_most / 10**6:,.0f} MB, which is too large."
                    )
                yield chunk

    def file(self, name: str) -> BinaryIO:
        """Return a picture or another file of the archive, of at most ``settings.IMPORT_LARGEST_DOWNLOAD`` bytes."""
        return io.BytesIO(self.read(name, settings.IMPORT_LARGEST_DOWNLOAD))

    def _check(self, path: Path) -> None:
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise SourceError(f"{self.name} holds {len(members):,} files. At most {MOST_MEMBERS:,} are read.")
        if len({member.filename for member in members}) < len(members):
            raise SourceError(f"{self.name} holds several files of the same name, and was not read.")
        for member in members:
            self._check_member(member)
        self._check_sizes(members, path.stat().st_size)

    def _check_member(self, member: zipfile.ZipInfo) -> None:
        name = member.filename
        if "\\" in name or name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
            raise SourceError(f"{self.name} holds a file that would lie outside of it ({name}), and was not read.")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise SourceError(f"{self.name} holds a link to another file ({name}), and was not read.")
        if member.flag_bits & _ENCRYPTED:
            raise SourceError(f"{self.name} is protected by a password. Save it without one, and try again.")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SourceError(f"{self.name} is compressed in a way that is not read. Make it anew as a usual ZIP file.")

    def _check_sizes(self, members: list[zipfile.ZipInfo], size: int) -> None:
        unpacked = sum(member.file_size for member in members)
        if unpacked > settings.IMPORT_LARGEST_FILE or (unpacked > HARMLESS_SIZE and unpacked > LARGEST_RATIO * size):
            raise SourceError(
                f"{self.name} would unpack to {unpacked / 10**6:,.0f} MB, far more than its own size, and was not read."
            )
        end = 0
        for member in sorted(members, key=lambda member: member.header_offset):
            if member.header_offset < end:
                raise SourceError(f"{self.name} holds files that lie over each other, and was not read.")
            end = member.header_offset + _HEADER + len(member.orig_filename.encode()) + member.compress_size
        if end > size:
            raise SourceError(f"{self.name} is not complete. Download or copy it again.")

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except _BROKEN as error:
            message = f"{self.name} is not a whole ZIP file: it may be damaged. Download or copy it again."
            raise SourceError(message) from error


def file_in_archive(path: Path, name: str) -> BinaryIO:
    """Return a picture or another file of the archive at a path, as ``Archive.file`` does."""
    with Archive(path) as archive:
        return archive.file(name)
