"""Query parameters: declared, parsed and checked before the database is queried."""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar
from urllib.parse import unquote

from django.http import QueryDict

from api.requests.problems import InvalidParameters, ParameterError
from pages.fields.validators import LONGEST_PATH

T = TypeVar("T")

MAXIMUM_ITEMS = 100
#: An item of a list of texts in double quotes, or without: a quote inside a text is a letter like others.
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"(?=,|$)')
_UNQUOTED = re.compile(r"((?:\\[\\,\"]|[^,])*)")
_ESCAPED = re.compile(r"\\([\\,\"])")
_INTEGER = re.compile(r"-?[0-9]{1,18}\Z", re.ASCII)


class Malformed(ValueError):
    """The text of a parameter is invalid. The message says what the parameter takes."""

    def __init__(self, detail: str, code: str = "malformed", did_you_mean: str | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.did_you_mean = did_you_mean


def _too_many(maximum: int) -> Malformed:
    """Return the error of a list with more than ``maximum`` values."""
    return Malformed(f"takes at most {maximum} values", "too_large")


@dataclass(frozen=True)
class Parser(Generic[T]):
    """Parses a parameter's text, or raises ``Malformed``. ``schema`` is the JSON Schema of what it takes."""

    read: Callable[[str], T]
    schema: Mapping[str, Any]

    def __call__(self, text: str) -> T:
        """Return the value of the text. Raises ``Malformed`` if it is invalid."""
        return self.read(text)


def takes(**schema: Any) -> Callable[[Callable[[str], T]], Parser[T]]:
    """Decorate a function to make it a parser, with the JSON Schema of what it takes."""
    return lambda read: Parser(read, schema)


class Group(Enum):
    """What parameters are for, in the order in which documentation lists them.

    A group has a title and an explanation. What is ``folded`` is shown on demand.
    """

    SUBJECT = "What to look up", "Which object the response is about.", False
    CONTENT = "Content", "Which fields to return, and in which form.", False
    PAGINATION = (
        "Order and pagination",
        "Which part of the list to return: follow `meta.next_cursor`.",
        False,
    )
    SEARCH = "Search", "Words to look for. Without `order`, the best match comes first.", False
    FILTERS = "Filters", "Only objects for which all given filters hold. One that matches nothing is no error.", False
    TREE = "Place in the tree", "Only pages at some place of the site, or in one language.", False
    FIELDS = "Values of fields", "Only objects with exactly this value in a field.", True
    COMPARISONS = "Comparisons", "Fields compared with values: after, before, any of several, missing.", True
    CONTEXT = "Site, drafts and format", "Which site to ask about, and what an editor sees of it.", True

    def __init__(self, title: str, explanation: str, folded: bool) -> None:
        self.title = title
        self.explanation = explanation
        self.folded = folded


@dataclass(frozen=True)
class Parameter:
    """A query parameter: its name, its parser, its description, whether it is required, and what it is for."""

    name: str
    parse: Parser[Any]
    description: str
    required: bool = False
    group: Group = Group.FILTERS

    @property
    def is_list(self) -> bool:
        """Whether it takes several values."""
        return self.parse.schema.get("type") == "array"


def integer_between(minimum: int, maximum: int) -> Parser[int]:
    """Return a parser of whole numbers between two bounds, both included."""

    @takes(type="integer", minimum=minimum, maximum=maximum)
    def parse(text: str) -> int:
        if not _INTEGER.match(text) or not minimum <= int(text) <= maximum:
            raise Malformed(f"must be a whole number from {minimum} to {maximum}", "out_of_range")
        return int(text)

    return parse


#: A primary key: up to 18 digits, which fit any database's integers.
parse_key = integer_between(1, 10**18 - 1)


def one_of(values: Iterable[str], name: str = "") -> Parser[str]:
    """Return a parser of one of several values.

    ``name`` is that of the vocabulary in the OpenAPI document; without it, a field with the same values names it, else
    the parameter.
    """
    known = list(values)

    @takes(type="string", enum=[str(value) for value in known], **({"title": name} if name else {}))
    def parse(text: str) -> str:
        if text not in known:
            nearest = ParameterError.unknown("", text, known, "value")
            raise Malformed(f"must be one of {', '.join(known)}", "unknown_value", nearest.did_you_mean)
        return text

    return parse


def list_of(parse_item: Parser[T], maximum: int = MAXIMUM_ITEMS) -> Parser[list[T]]:
    """Return a parser of comma-separated lists of at most ``maximum`` items, none of which may be empty.

    In lists of free text, a comma that belongs to an item is written ``\\,``, or the item stands in double quotes, in
    which ``\\"`` stands for a quote.
    """
    has_texts = parse_item.schema.keys() == {"type", "maxLength"}
    items = {**parse_item.schema, **({"minLength": 1} if has_texts else {})}

    @takes(type="array", items=items, minItems=1, maxItems=maximum)
    def parse(text: str) -> list[T]:
        parts = _split_texts(text) if has_texts else text.split(",")
        if len(parts) > maximum:
            raise _too_many(maximum)
        if not all(parts):
            raise Malformed("has an empty value in its list")
        return [parse_item(part) for part in parts]

    return parse


def _split_texts(text: str) -> list[str]:
    parts, at = [], 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at)
        found: Any = quoted or _UNQUOTED.match(text, at)
        parts.append(_ESCAPED.sub(r"\1", found[1]))
        at = found.end() + 1
    return parts


def bounded_text(maximum: int = 255) -> Parser[str]:
    """Return a parser of texts of at most ``maximum`` characters."""

    @takes(type="string", maxLength=maximum)
    def parse(text: str) -> str:
        if len(text) > maximum:
            raise Malformed(f"must be at most {maximum} characters long", "too_large")
        return text

    return parse


def bounded_path(maximum: int = LONGEST_PATH) -> Parser[str]:
    """Return a parser of paths of at most ``maximum`` characters, which may be percent-encoded."""

    @takes(type="string", maxLength=maximum)
    def parse(text: str) -> str:
        if "\0" in unquote(text):
            raise Malformed("must not contain a NUL character")
        return bounded_text(maximum)(text)

    return parse


@takes(type="boolean")
def parse_boolean(text: str) -> bool:
    """Parse ``true``, ``1``, ``false`` or ``0``, as Wagtail API v2 does."""
    if text not in ("true", "1", "false", "0"):
        raise Malformed("must be true or false")
    return text in ("true", "1")


@takes(type="string", format="date")
def parse_day(text: str) -> datetime.date:
    """Parse an ISO 8601 calendar day."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise Malformed("must be a day such as 2017-06-16") from error


def parse_query(query: QueryDict, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
    """Return the parsed values by name, without parameters that are not in the query.

    A list may also be written by repeating its parameter: ``phase=past&phase=upcoming`` is ``phase=past,upcoming``.

    Raises ``InvalidParameters`` with all errors: unknown names, repeated ones of single values, and invalid values.
    ``_`` is ignored, because some clients add it to bypass caches.
    """
    values: dict[str, Any] = {}
    errors: list[ParameterError] = []
    for name, texts in query.lists():
        if name == "_":
            continue
        if name not in parameters:
            errors.append(ParameterError.unknown(name, name, parameters))
        elif len(texts) > 1 and not parameters[name].is_list:
            errors.append(ParameterError(name, "repeated", f"{name} may be given only once."))
        elif any("\0" in text for text in texts):
            errors.append(ParameterError(name, "malformed", f"{name} must not contain a NUL character."))
        else:
            try:
                values[name] = _parsed(parameters[name], texts)
            except Malformed as error:
                errors.append(ParameterError(name, error.code, f"{name} {error}.", error.did_you_mean))
    if errors:
        raise InvalidParameters(errors)
    return values


def _parsed(parameter: Parameter, texts: Sequence[str]) -> Any:
    """Return the value of a parameter that is given once, or more than once if it is a list."""
    if len(texts) == 1:
        return parameter.parse(texts[0])
    values = [value for text in texts for value in parameter.parse(text)]
    if len(values) > parameter.parse.schema["maxItems"]:
        raise _too_many(parameter.parse.schema["maxItems"])
    return values
