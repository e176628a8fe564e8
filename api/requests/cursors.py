"""Cursors: signed, opaque positions in a list."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing

from api.requests.problems import InvalidParameters, ParameterError

CURSOR_SALT = "api.cursor"
#: How the fingerprints of cursors of the change log begin.
CHANGES = "changes:"
#: Parameters that change how rows are represented, but neither the rows nor their order.
PRESENTATION = frozenset({"cursor", "limit", "offset", "fields", "count", "crops", "rich_text_format", "format", "_"})


@dataclass(frozen=True)
class Cursor:
    """A row's values in the columns of the list's order, and whether to go backward from it."""

    values: list[Any]
    backward: bool


def list_fingerprint(path: str, query: Mapping[str, str], site_id: int | None) -> str:
    """Return a hash of what all pages of a list share: path, site, filters and order."""
    kept = {name: value for name, value in query.items() if name not in PRESENTATION}
    text = json.dumps([path, site_id, sorted(kept.items())], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_cursor(fingerprint: str, values: Sequence[Any], *, backward: bool = False) -> str:
    """Return the cursor of a row, given the list's fingerprint and the row's values."""
    return signing.Signer(salt=CURSOR_SALT).sign_object([fingerprint, list(values), backward], compress=True)


def read_cursor(text: str, fingerprint: str, parameter: str = "cursor") -> Cursor:
    """Return the cursor that ``text``, the value of ``parameter``, represents.

    Raises ``InvalidParameters`` if it was altered or belongs to another list.
    """
    given, cursor = read_any_cursor(text, parameter)
    if given != fingerprint:
        detail = f"{parameter} belongs to another query: keep the same site, filters and order."
        raise InvalidParameters([ParameterError(parameter, "cursor_of_another_query", detail)])
    return cursor


def read_any_cursor(text: str, parameter: str = "cursor") -> tuple[str, Cursor]:
    """Return the fingerprint of the list to which a cursor belongs, and the cursor.

    Raises ``InvalidParameters`` if it was altered.
    """
    try:
        fingerprint, values, backward = signing.Signer(salt=CURSOR_SALT).unsign_object(text)
    except (signing.BadSignature, ValueError, TypeError) as error:
        detail = f"{parameter} is not a cursor that this API issued."
        raise InvalidParameters([ParameterError(parameter, "invalid_cursor", detail)]) from error
    return fingerprint, Cursor(values, backward)
