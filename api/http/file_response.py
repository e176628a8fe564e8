"""Serves a file with all that HTTP has for files: conditions, ranges, ``HEAD``."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Protocol

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date

from api.http.preconditions import SENTENCE, judge
from api.http.ranges import ByteRange, Unsatisfiable, requested_range

_CHUNK = 64 * 1024
_PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


class Stream(Protocol):
    """An open file."""

    def seek(self, position: int, /) -> object:
        """Go to a byte."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most ``size``."""

    def close(self) -> object:
        """Close the file."""


class _Bytes:
    """The bytes of a range of a file, which is closed with the response."""

    def __init__(self, stream: Stream, part: ByteRange) -> None:
        self._stream, self._part = stream, part

    def __iter__(self) -> Iterator[bytes]:
        self._stream.seek(self._part.start)
        left = self._part.stop - self._part.start
        while left > 0 and (chunk := self._stream.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._stream.close()


def file_response(
    request: HttpRequest,
    stream: Stream,
    size: int,
    *,
    etag: str | None,
    modified_at: datetime.datetime,
    headers: Mapping[str, str],
) -> HttpResponseBase:
    """Return the response to a GET or HEAD request for a file of ``size`` bytes: 200, 206, 304, 412 or 416.

    ``headers`` are those of the whole file, such as ``Content-Type``; of several ranges, too, the whole file is
    returned. The stream is closed when the response has been sent.
    """
    seconds = int(modified_at.timestamp())
    validators = {"Last-Modified": http_date(seconds)} | ({"ETag": etag} if etag else {})
    shared = {**headers, **validators, "Accept-Ranges": "bytes"}
    status, _ = judge(request.META, [etag] if etag else [], seconds)
    if status != 200:
        stream.close()
        if status == 304:
            return HttpResponseNotModified(headers=_without_content(shared))
        return HttpResponse(SENTENCE, status=412, headers={**_without_content(shared), **_PLAIN})
    if request.method == "HEAD":
        stream.close()
        return HttpResponse(headers={**shared, "Content-Length": str(size)})
    try:
        part = requested_range(request.headers, size, etag, validators["Last-Modified"])
    except Unsatisfiable:
        stream.close()
        sentence = f"The file has {size} bytes, and none in that range."
        refused = {**_PLAIN, "Content-Range": f"bytes */{size}"}
        return HttpResponse(sentence, status=416, headers={**validators, **refused, "Accept-Ranges": "bytes"})
    if part is None:
        return StreamingHttpResponse(
            _Bytes(stream, ByteRange(0, size)), headers={**shared, "Content-Length": str(size)}
        )
    of_part = {
        "Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}",
        "Content-Length": str(part.stop - part.start),
    }
    return StreamingHttpResponse(_Bytes(stream, part), status=206, headers={**shared, **of_part})


def _without_content(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that do not describe the body."""
    return {name: value for name, value in headers.items() if not name.startswith("Content-")}
