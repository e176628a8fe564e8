"""Single requests to the servers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Response:
    """The response of a server."""

    status: int
    body: bytes
    headers: Message = field(default_factory=Message)


def get(url: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return the response of a URL. Redirects are not followed."""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection = HTTPConnection(parts.netloc, timeout=60)
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        response = connection.getresponse()
        return Response(response.status, response.read(), response.headers)
    finally:
        connection.close()
