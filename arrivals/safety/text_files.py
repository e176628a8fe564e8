"""Reads files of text whose encoding nobody has said."""

import codecs
from pathlib import Path

from arrivals.sources.source import SourceError

#: The largest text that is read, in bytes: more than any page has.
LARGEST_TEXT = 10 * 1024**2
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path, largest: int = LARGEST_TEXT) -> str:
    """Return the text of a file, as ``decode`` reads it. Raise ``SourceError`` if it is too large or no text."""
    if path.stat().st_size > largest:
        raise SourceError(f"{path.name} is larger than {largest / 10**6:,.0f} MB of text, and was not read.")
    return decode(path.read_bytes(), path.name)


def decode(content: bytes, name: str, declared: str = "") -> str:
    r"""Return a text with lines that end in ``\n``: UTF-8, UTF-16, or else what it declares, or Windows-1252.

    Raise ``SourceError`` if it holds what no text does.
    """
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if encoding is None and b"\0" in content[:1000]:
        # UTF-16 without a mark, as some programs write it: every other byte of Latin letters is zero.
        encoding = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    try:
        text = _decoded(content, encoding, declared)
    except UnicodeDecodeError as error:
        raise SourceError(f"{name} is not a text file.") from error
    if "\0" in text:
        raise SourceError(f"{name} is not a text file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes, encoding: str | None, declared: str) -> str:
    if encoding is not None:
        return content.decode(encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode(declared or "windows-1252", "replace")
    except LookupError:
        return content.decode("windows-1252", "replace")
