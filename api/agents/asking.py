"""Asks the API inside this process, through all of its middleware, as an HTTP request would."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from api.http.in_process import InProcessClient
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
        self._client = InProcessClient()

    def ask(self, tool: Tool, arguments: Mapping[str, Any]) -> Answer:
        """Return the response to a call of a tool. Raises ``InvalidArguments`` for what is not in its schema."""
        response = self._client.get(*request_of(tool, arguments))
        return Answer(response.status, response.body.decode())


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
