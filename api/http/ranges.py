"""The ``Range`` of a request (RFC 9110, 14)."""

import re
from collections.abc import Mapping
from typing import NamedTuple

_RANGES = re.compile(r"bytes=(.*)\Z", re.IGNORECASE)
_RANGE = re.compile(r"[ \t]*(?:(?P<first>[0-9]+)-(?P<last>[0-9]*)|-(?P<suffix>[0-9]+))[ \t]*\Z")
#: More digits than the size of any file has. Python refuses to read numbers of thousands of digits.
_MANY_DIGITS = 18


class ByteRange(NamedTuple):
    """A part of a file: the number of its first byte, and of the byte after its last."""

    start: int
    stop: int


class Unsatisfiable(Exception):
    """The file has no byte of the requested ranges: 416."""


def requested_range(headers: Mapping[str, str], size: int, etag: str | None, last_modified: str) -> ByteRange | None:
    """Return the part of a file that a GET request asks for, or ``None`` for the whole file.

    The whole file is also the response to a malformed range, to another unit than bytes, to several ranges at once,
    and to the range of another version of the file (``If-Range``). Raises ``Unsatisfiable``.
    """
    found = _RANGES.match(headers.get("Range", "").strip())
    condition = headers.get("If-Range")
    if not found or (condition is not None and condition.strip() not in (etag, last_modified)):
        return None
    parts = [_part(text, size) for text in found[1].split(",")]
    if None in parts:
        return None
    satisfiable = [part for part in parts if part is not None and part.start < size]
    if not satisfiable:
        raise Unsatisfiable
    return satisfiable[0] if len(parts) == 1 else None


def _part(text: str, size: int) -> ByteRange | None:
    """Return the range that a text names, cut at the end of the file; ``None`` if it is malformed."""
    match = _RANGE.match(text)
    if match is None:
        return None
    if match["suffix"] is not None:
        return ByteRange(max(size - _number(match["suffix"]), 0), size)
    start = _number(match["first"])
    stop = _number(match["last"]) + 1 if match["last"] else max(size, start + 1)
    return ByteRange(start, min(stop, size)) if start < stop else None


def _number(digits: str) -> int:
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= _MANY_DIGITS else 10**_MANY_DIGITS
