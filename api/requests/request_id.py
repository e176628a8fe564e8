"""The id of a request, which its response, its problem and every line of the log about it have."""

import re
import uuid
from contextvars import ContextVar
from typing import Any

from django.conf import settings

#: The header of the response, and of a request through a trusted proxy.
REQUEST_ID = "X-Request-Id"
#: The key in the WSGI environment (PEP 3333) and Django's ``META`` of an id that was already given.
GIVEN = "coalition_cms.request_id"
#: What a proxy may send: UUIDs, the ids of nginx, Heroku and AWS; nothing that could break a line of the log.
_VALID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:=/+-]{7,127}")

_current: ContextVar[str] = ContextVar("request_id", default="")


def begin_request(environ: Any) -> str:
    """Give a request its id and return it; ``environ`` is the WSGI environment or Django's ``META``.

    It is that of the trusted proxy (``TRUST_X_REQUEST_ID``) if that is valid, and random otherwise. A request that has
    an id keeps it.
    """
    found: str = environ.get(GIVEN) or _of_proxy(environ) or uuid.uuid4().hex
    environ[GIVEN] = found
    _current.set(found)
    return found


def current_request_id() -> str:
    """Return the id of the request that is being served, or an empty string."""
    return _current.get()


def _of_proxy(environ: Any) -> str | None:
    given = environ.get("HTTP_X_REQUEST_ID") if settings.TRUST_X_REQUEST_ID else None
    return given if given and _VALID.fullmatch(given) else None
