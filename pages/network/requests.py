"""Requests to addresses that somebody else chose: one at a time, without following redirects unless asked to."""

from collections.abc import Mapping
from urllib.parse import urljoin

from urllib3 import Retry, Timeout
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from pages.network.connections import Bounds, pool_for

REDIRECTS = frozenset({301, 302, 303, 307, 308})


class RequestRefused(ValueError):
    """No request is made. The message is a sentence that says why."""


def web_url(address: str) -> Url:
    """Return the parts of an address of the web. Raise ``RequestRefused``, or another ``ValueError``, for any other."""
    url = parse_url(address)
    if url.scheme not in ("http", "https") or not url.host:
        raise RequestRefused("It is not an address of the web.")
    return url


def send_request(
    method: str,
    url: Url,
    bounds: Bounds,
    *,
    seconds: float,
    headers: Mapping[str, str],
    body: bytes | None = None,
) -> BaseHTTPResponse:
    """Return the response to one request, whose content is not read yet.

    ``seconds`` are those in which the connection, and each read, has to be done. Raise ``ForbiddenAddressError``, or
    ``HTTPError`` of urllib3, ``OSError`` or ``ValueError``.
    """
    scheme = url.scheme or "https"
    pool = pool_for(scheme, url.host or "", url.port or (443 if scheme == "https" else 80), bounds)
    return pool.urlopen(
        method,
        url.request_uri,
        body=body,
        headers={**headers, "Connection": "close"},
        redirect=False,
        retries=Retry(0, redirect=0, raise_on_redirect=False),
        timeout=Timeout(total=seconds),
        preload_content=False,
    )


def follow(
    address: str, bounds: Bounds, *, seconds: float, headers: Mapping[str, str], redirects: int
) -> BaseHTTPResponse:
    """Return the response to a GET of an address after at most so many redirects. Raise as ``send_request`` does.

    Raise ``RequestRefused`` if there are more, or if one leads away from the web.
    """
    for _ in range(redirects + 1):
        response = send_request("GET", web_url(address), bounds, seconds=seconds, headers=headers)
        if response.status not in REDIRECTS:
            return response
        response.close()
        address = urljoin(address, response.headers.get("Location", ""))
    raise RequestRefused("It redirects too often.")
