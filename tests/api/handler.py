"""Requests to the whole application, as raw as a server passes them on, with what each costs."""

import gzip
import io
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

import brotli
from django.db import connection
from django.test.client import ClientHandler

#: The first words of statements that change data or tables.
USE_OF_A_PREVIEW = 'UPDATE "pages_previewsession" SET "last_used_at" = %s WHERE'
WRITING = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "CREATE", "ALTER", "DROP", "TRUNCATE"})


DECOMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
}


@dataclass(frozen=True)
class Request:
    """A request. ``target`` is what follows the method on the first line: path and query string, not decoded."""

    target: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        """The path as it stands in the target."""
        return self.target.partition("?")[0]

    @property
    def query_string(self) -> str:
        """What follows the first question mark."""
        return self.target.partition("?")[2]

    def environ(self) -> dict[str, Any]:
        """Return the request as WSGI gives it to the application."""
        return {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            # WSGI carries bytes as text of the same numbers.
            "PATH_INFO": unquote_to_bytes(self.path).decode("latin-1"),
            "QUERY_STRING": self.query_string.encode().decode("latin-1"),
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "testserver",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers},
        }


@dataclass(frozen=True)
class Answer:
    """A response, its body before compression, how long it took in seconds, and its SQL statements."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float = 0.0
    statements: list[str] = field(default_factory=list)
    #: The route of the request, if it got that far.
    route: str | None = None

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0]

    def json(self) -> Any:
        """Return the body as JSON. Raises ``ValueError`` where it is none."""
        return json.loads(self.body)

    @property
    def writes(self) -> list[str]:
        """The statements that would change something, other than when a preview was last used."""
        return [
            statement
            for statement in self.statements
            if statement.split(None, 1)[0].upper() in WRITING and not statement.startswith(USE_OF_A_PREVIEW)
        ]


class Application:
    """The application behind its whole chain of middleware."""

    def __init__(self) -> None:
        self._handler = ClientHandler()

    def ask(self, request: Request | str) -> Answer:
        """Return the response to a request, or to a GET of a URL."""
        request = Request(request) if isinstance(request, str) else request
        environ = request.environ()
        with recorded_statements() as statements:
            started = time.perf_counter()
            response: Any = self._handler(environ)
            seconds = time.perf_counter() - started
        match = response.wsgi_request.resolver_match
        route = match.route if match else None
        body = DECOMPRESSIONS[response.get("Content-Encoding", "identity")](response.content)
        return Answer(response.status_code, dict(response.items()), body, seconds, statements, route)


@contextmanager
def recorded_statements() -> Iterator[list[str]]:
    """Collect the statements that reach the database."""
    statements: list[str] = []

    def record(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(record):
        yield statements
