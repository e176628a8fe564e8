"""Downloads a file that a source names, within a size and a time, and from the internet only."""

import tempfile
from typing import BinaryIO, cast
from urllib.parse import urljoin

from django.conf import settings
from urllib3 import Retry, Timeout
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse
from urllib3.util import parse_url

from pages.network.connections import Bounds, pool_for
from pages.network.guard import ForbiddenAddressError
from pages.network.reasons import reason_of

SECONDS = 60
MOST_REDIRECTS = 5
_PIECE = 64 * 1024
_KEPT_IN_MEMORY = 1024**2


class DownloadError(Exception):
    """A file could not be downloaded. The message is a sentence that says why."""


def download(address: str) -> BinaryIO:
    """Return the content at an address, from its beginning; closing it removes it.

    Raise ``DownloadError`` if there is none, if it has more than ``settings.IMPORT_LARGEST_DOWNLOAD`` bytes, or if it
    is in a private network, unless ``settings.IMPORT_ALLOW_PRIVATE``.
    """
    bounds = Bounds(SECONDS, allow_private=settings.IMPORT_ALLOW_PRIVATE)
    try:
        return _content(_response(address, bounds))
    except ForbiddenAddressError as error:
        raise DownloadError(str(error)) from error
    except (HTTPError, OSError, ValueError) as error:
        raise DownloadError(f"It could not be downloaded: {reason_of(error)}") from error
    finally:
        bounds.done()


def _response(address: str, bounds: Bounds) -> BaseHTTPResponse:
    for _ in range(MOST_REDIRECTS + 1):
        url = parse_url(address)
        if url.scheme not in ("http", "https") or not url.host:
            raise DownloadError("It is not an address of the web.")
        port = url.port or (443 if url.scheme == "https" else 80)
        response = pool_for(url.scheme, url.host, port, bounds).urlopen(
            "GET",
            url.request_uri,
            headers={"Connection": "close", "Accept": "*/*", "User-Agent": "coalition-cms"},
            redirect=False,
            retries=Retry(0, redirect=0, raise_on_redirect=False),
            timeout=Timeout(total=SECONDS),
            preload_content=False,
        )
        if response.status not in (301, 302, 303, 307, 308):
            if response.status != 200:
                response.close()
                raise DownloadError(f"The server answered with status {response.status}.")
            return response
        response.close()
        address = urljoin(address, response.headers.get("Location", ""))
    raise DownloadError("It redirects too often.")


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
