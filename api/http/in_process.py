"""Requests to the application inside this process, through all of its middleware, as a server would make them."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections


@contextmanager
def connections_kept() -> Iterator[None]:
    """Leave the connections of the database open between the requests of the block, which may be in a transaction.

    Without it, each request closes them at its end. It is for the whole process: for commands, not for servers.
    """
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)


@dataclass(frozen=True)
class InProcessResponse:
    """The status of a response, its headers by their names in lower case, and its body."""

    status: int
    headers: dict[str, str]
    body: bytes


class InProcessClient:
    """Reads as somebody without an account, from the host of ``CMS_BASE_URL``. One serves all threads."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()

    def get(self, path: str, query: str = "") -> InProcessResponse:
        """Return the response to a GET of a path, decoded, and a query string."""
        address = urlsplit(settings.CMS_BASE_URL)
        answered: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
        ) -> Callable[[bytes], object]:
            answered.append((status, headers))
            # The function to write with, which PEP 3333 keeps for older applications: Django does not call it.
            return io.BytesIO().write

        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            # WSGI has the bytes of a path as the characters of Latin-1 (PEP 3333).
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "HTTP_HOST": address.netloc,
            "HTTP_ACCEPT": "*/*",
            "SERVER_NAME": address.hostname or "localhost",
            "SERVER_PORT": str(address.port or (443 if address.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": address.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        response = self._handler(environ, start_response)
        try:
            body = b"".join(response)
        finally:
            # Gives the connections of the database back, as after each request.
            response.close()
        status, headers = answered[0]
        return InProcessResponse(int(status.split()[0]), {name.lower(): value for name, value in headers}, body)
