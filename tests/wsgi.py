"""A client that asks the WSGI application of the project, as a server does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, urlsplit
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.http import HttpResponse

from api.stored_responses import wsgi


@contextmanager
def _connection_left_open() -> Iterator[None]:
    """In a transaction of a test, let no request close the connection, as with Django's own client."""
    if not connection.in_atomic_block:
        yield
        return
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        with patch.object(wsgi, "close_old_connections"):
            yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


class WsgiClient:
    """A process of the server, with the settings of the moment in which it is made and nothing stored."""

    def __init__(self) -> None:
        self.application = wsgi.StoredResponsesFirst(WSGIHandler())

    def get(self, url: str, method: str = "GET", **environ: str) -> HttpResponse:
        """Ask for what is at a path with its query string, with headers under their names in WSGI."""
        parts = urlsplit(url)
        asked: dict[str, Any] = {
            "REQUEST_METHOD": method,
            # As servers pass on what is not ASCII.
            "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
            "QUERY_STRING": parts.query,
            "HTTP_HOST": "testserver",
            **environ,
        }
        setup_testing_defaults(asked)
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            begun.append((status, headers))

        with _connection_left_open():
            body = self.application(asked, start_response)
            content = b"".join(body)
            if hasattr(body, "close"):
                body.close()
        ((status, headers),) = begun
        code, _, reason = status.partition(" ")
        response = HttpResponse(content, status=int(code), reason=reason)
        del response["Content-Type"]
        for name, value in headers:
            response[name] = value
        return response
