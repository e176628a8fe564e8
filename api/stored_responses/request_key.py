"""What makes two requests ask for one and the same answer."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from api.formats.links import API_PATH
from api.requests.middleware import PUBLIC_ROOTS
from api.requests.negotiation import accepts_json
from api.stored_responses.release import release


def canonical_query(query_string: str) -> str | None:
    """Return a query string with its parameters in order and without ``_``; ``None`` where it is not UTF-8."""
    if not query_string:
        return ""
    try:
        parameters = parse_qsl(query_string, keep_blank_values=True, errors="strict")
    except ValueError:
        return None
    return urlencode(sorted(parameter for parameter in parameters if parameter[0] != "_"))


def first_part(path: str) -> str:
    """Return the first part of a path; nothing where it does not begin with a slash (``OPTIONS *``)."""
    return path.partition("/")[2].partition("/")[0]


def request_key(environ: Mapping[str, Any], path: str, scheme: str) -> str | None:
    """Return the key of the answer to a request, or ``None`` for one that has an answer of its own.

    ``environ`` is that of WSGI (PEP 3333) or Django's ``META``, ``path`` the part of the address after the name of the
    script, decoded. The host stands for the site, which is chosen by it: which site that is, is one of the things an
    answer depends on.
    """
    if first_part(path) not in PUBLIC_ROOTS:
        return None
    if path.startswith(API_PATH) and not accepts_json(environ.get("HTTP_ACCEPT", "")):
        return None
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_PREVIEW_TOKEN" in environ:
        return None
    query = canonical_query(environ.get("QUERY_STRING", ""))
    if query is None:
        return None
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return "\n".join((release(), scheme, host.lower(), path, query))
