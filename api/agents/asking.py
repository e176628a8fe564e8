"""Asks the API inside this process, through all of its middleware, as an HTTP request would."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from api.tools.tool import Tool

#: What an argument of a path may be: the API says which of them exist.
LONGEST_ARGUMENT = 255


class InvalidArguments(Exception):
    """A tool was called with arguments that it does not take. The message says which, for the model to read."""


@dataclass(frozen=True)
class Answer:
    """The status of a response, and its body as text."""

    status: int
    text: str


class Asker:
    """Asks the API. One serves all threads."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()

    def ask(self, tool: Tool, arguments: Mapping[str, Any]) -> Answer:
        """Return the response to a call of a tool. Raises ``InvalidArguments`` for what is not in its schema."""
        path, query = request_of(tool, arguments)
        address = urlsplit(settings.CMS_BASE_URL)
        answered: list[str] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
        ) -> Callable[[bytes], object]:
            answered.append(status)
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
        return Answer(int(answered[0].split()[0]), body.decode())


def request_of(tool: Tool, arguments: Mapping[str, Any]) -> tuple[str, str]:
    """Return the path, decoded, and the query string of a call of a tool.

    Raises ``InvalidArguments`` for arguments that it does not take, lacks, or cannot write. Whether their values are
    right, the API itself decides.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    unknown = [name for name in given if name not in (*tool.arguments, *tool.parameters)]
    missing = [name for name in (*tool.arguments, *tool.required) if name not in given]
    if unknown or missing:
        parts = [f"{name} is not an argument of {tool.name}." for name in unknown]
        raise InvalidArguments(" ".join([*parts, *(f"{tool.name} needs {name}." for name in missing)]))
    path = tool.path
    for name in tool.arguments:
        value = _written(name, given.pop(name))
        if "/" in value or not 0 < len(value) <= LONGEST_ARGUMENT:
            raise InvalidArguments(f"{name} must have 1 to {LONGEST_ARGUMENT} characters, and no slash.")
        path = path.replace(f"{{{name}}}", value)
    query = {**tool.fixed, **{name: _written(name, value) for name, value in given.items()}}
    return path, urlencode(query, quote_via=quote)


def _written(name: str, value: Any) -> str:
    """Return a value as the API writes it in a query: lists with commas, and texts with commas in double quotes."""
    if isinstance(value, list):
        return ",".join(f'"{text}"' if "," in text else text for text in (_written(name, each) for each in value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        try:
            str(value).encode()
        except UnicodeEncodeError:
            raise InvalidArguments(f"{name} has characters that are none.") from None
        return str(value)
    raise InvalidArguments(f"{name} must be a text, a number, true or false, or a list of them.")
