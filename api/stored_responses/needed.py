"""How much of the change log a response has to know, because the client has heard of it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from api.requests.cursors import CHANGES, read_any_cursor
from api.requests.problems import InvalidParameters

#: The request header with a cursor of the change log, as messages, the stream and ``changes/`` give it.
CURSOR_HEADER = "Changes-Cursor"
_NAME = "HTTP_CHANGES_CURSOR"


def needed_sequence(environ: Mapping[str, Any]) -> int:
    """Return the sequence for which the cursor of a request stands, 0 without one or without replicas.

    One that this API did not issue is ignored: it asks for nothing.
    """
    if not settings.DATABASE_REPLICAS or _NAME not in environ:
        return 0
    try:
        fingerprint, cursor = read_any_cursor(environ[_NAME])
        (sequence,) = cursor.values
        return int(sequence) if str(fingerprint).startswith(CHANGES) else 0
    except (InvalidParameters, ValueError, TypeError):
        return 0
