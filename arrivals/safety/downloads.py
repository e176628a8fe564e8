"""Downloads a file that a source names, within a size and a time, and from the internet only."""

import tempfile
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.conf import settings
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from pages.network.connections import Bounds
from pages.network.guard import ForbiddenAddressError
from pages.network.reasons import reason_of
from pages.network.requests import RequestRefused, follow

SECONDS = 60
MOST_REDIRECTS = 5
_HEADERS = {"Accept": "*/*", "User-Agent": "coalition-cms"}
_PIECE = 64 * 1024
_KEPT_IN_MEMORY = 1024**2


class DownloadError(Exception):
    """A file could not be downloaded. The message is a sentence that says why."""


@dataclass(frozen=True)
class Download:
    """Content from its beginning, which closing removes, and what the server says of its version (RFC 9110, 8.8)."""

    content: BinaryIO
    etag: str = ""
    last_modified: str = ""


def download(address: str) -> BinaryIO:
    """Return the content at an address, from its beginning; closing it removes it.

    Raise ``DownloadError`` if there is none, if it has more than ``settings.IMPORT_LARGEST_DOWNLOAD`` bytes, or if it
    is in a private network, unless ``settings.IMPORT_ALLOW_PRIVATE``.
    """
    return _download(address, _HEADERS).content


def download_if_changed(address: str, etag: str, last_modified: str) -> Download | None:
    """Return what is at an address, or ``None`` if the server says that it is still the version that is named.

    Raise as ``download`` does.
    """
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    given = {name: value for name, value in conditions.items() if value}
    try:
        return _download(address, {**_HEADERS, **given})
    except _NotModified:
        if given:
            return None
        raise


class _NotModified(DownloadError):
    pass


def _download(address: str, headers: dict[str, str]) -> Download:
    bounds = Bounds(SECONDS, allow_private=settings.IMPORT_ALLOW_PRIVATE)
    try:
        response = follow(address, bounds, seconds=SECONDS, headers=headers, redirects=MOST_REDIRECTS)
        if response.status != 200:
            response.close()
            problem = _NotModified if response.status == 304 else DownloadError
            raise problem(f"The server answered with status {response.status}.")
        version = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
        return Download(_content(response), *version)
    except (ForbiddenAddressError, RequestRefused) as error:
        raise DownloadError(str(error)) from error
    except (HTTPError, OSError, ValueError) as error:
        raise DownloadError(f"It could not be downloaded: {reason_of(error)}") from error
    finally:
        bounds.done()


def _content(response: BaseHTTPResponse) -> BinaryIO:
    most = settings.IMPORT_LARGEST_DOWNLOAD
    kept = cast("BinaryIO", tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY))  # noqa: SIM115  (the caller closes it)
    try:
        size = 0
        # Compressed content could be any size when it is unpacked, so it counts as unpacked.
        for piece in response.stream(_PIECE, decode_content=True):
            size += len(piece)
            if size > most:
                raise DownloadError(f"It has more than {most / 10**6:,.0f} MB.")
            kept.write(piece)
    except BaseException:
        kept.close()
        raise
    finally:
        response.close()
    kept.seek(0)
    return kept
