"""Archives are opened within bounds."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from arrivals.safety import archives
from arrivals.safety.archives import Archive, file_in_archive
from arrivals.sources.source import SourceError


def archive_of(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def named(path: Path, name: str, *, attributes: int = 0) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        member = zipfile.ZipInfo("placeholder")
        member.filename = name
        member.external_attr = attributes
        made.writestr(member, b"content")
    return path


def test_members_are_read(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.zip", one=b"1" * 100_000, two=b"")
    with Archive(path) as archive:
        assert archive.names == ("one", "two")
        assert "one" in archive and "three" not in archive
        assert archive.read("one", 100_000) == b"1" * 100_000
        with pytest.raises(SourceError, match="too large"):
            archive.read("one", 99_999)
        with pytest.raises(SourceError, match="holds no three"):
            archive.read("three", 1)
    assert file_in_archive(path, "one").read() == b"1" * 100_000


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "C:/a", "a\\b"])
def test_paths_outside_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="outside of it"):
        Archive(named(tmp_path / "a.zip", name))


def test_links_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="link to another file"):
        Archive(named(tmp_path / "a.zip", "a", attributes=0o120777 << 16))


def test_passwords_are_refused(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.zip", a=b"content")
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(content)
    with pytest.raises(SourceError, match="protected by a password"):
        Archive(path)


def test_bombs_are_refused(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.zip", a=bytes(archives.HARMLESS_SIZE + 1))
    with pytest.raises(SourceError, match="would unpack to"):
        Archive(path)


def test_a_header_that_lies_gives_no_more_than_it_says(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.zip", a=b"0" * 1000)
    content = path.read_bytes()
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(signature) + offset
        content = content[:at] + struct.pack("<L", 10) + content[at + 4 :]
    path.write_bytes(content)
    with Archive(path) as archive, pytest.raises(SourceError, match="not a whole ZIP file"):
        archive.read("a", 1_000_000)


def test_files_over_each_other_are_refused(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.zip", a=b"x" * 50, b=b"y" * 50)
    content = path.read_bytes()
    second = content.rindex(b"PK\x01\x02") + 42
    path.write_bytes(content[:second] + struct.pack("<L", 0) + content[second + 4 :])
    with pytest.raises(SourceError, match=r"lie over each other|not a whole"):
        Archive(path)


def test_broken_archives_are_refused(tmp_path: Path) -> None:
    whole = archive_of(tmp_path / "a.zip", a=bytes(range(256)) * 40).read_bytes()
    for content in (b"", b"no archive", whole[: len(whole) // 2], whole[20:]):
        (tmp_path / "b.zip").write_bytes(content)
        with pytest.raises(SourceError, match=r"not a whole ZIP file|not complete|over each other"):
            Archive(tmp_path / "b.zip")
    damaged = bytearray(whole)
    damaged[40] ^= 0xFF
    (tmp_path / "b.zip").write_bytes(damaged)
    with pytest.raises(SourceError), Archive(tmp_path / "b.zip") as archive:
        archive.read("a", 100_000)


def test_too_many_or_equal_names_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1)
    with pytest.raises(SourceError, match="holds 2 files"):
        Archive(archive_of(tmp_path / "a.zip", a=b"", b=b""))
    path = tmp_path / "b.zip"
    monkeypatch.undo()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("a", b"1")
        made.writestr("a", b"2")
    path.write_bytes(buffer.getvalue())
    with pytest.raises(SourceError, match="same name"):
        Archive(path)


def test_other_compressions_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("a", b"content")
    with pytest.raises(SourceError, match="compressed in a way"):
        Archive(path)
