"""The key under which the response to a request is stored."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from api.formats.links import API_PATH
from api.formats.markdown_paths import MARKDOWN_PATH
from api.requests.middleware import PUBLIC_ROOTS
from api.requests.negotiation import accepts_json
from api.stored_responses.release import release


def canonical_query(query_string: str) -> str | None:
    """Return a query string with its parameters sorted and without ``_``, or ``None`` if it is not UTF-8."""
    if not query_string:
        return ""
    try:
        parameters = parse_qsl(query_string, keep_blank_values=True, errors="strict")
    except ValueError:
        return None
    return urlencode(sorted(parameter for parameter in parameters if parameter[0] != "_"))


def first_part(path: str) -> str:
    """Return the first segment of a path, or an empty string if it does not begin with a slash (``OPTIONS *``)."""
    return path.partition("/")[2].partition("/")[0]


def request_key(environ: Mapping[str, Any], path: str, scheme: str) -> str | None:
    """Return the key of the response to a request, or ``None`` if the response must not be shared.

    ``environ`` is the WSGI environment (PEP 3333) or Django's ``META``; ``path`` is the decoded part of the URL after
    the script name. The key has the host, not the site that the host selects: that choice is one of the response's
    dependencies.
    """
    if first_part(path) not in PUBLIC_ROOTS:
        return None
    is_json = path.startswith(API_PATH) and path != MARKDOWN_PATH
    if is_json and not accepts_json(environ.get("HTTP_ACCEPT", "")):
        return None
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_PREVIEW_TOKEN" in environ:
        return None
    query = canonical_query(environ.get("QUERY_STRING", ""))
    if query is None:
        return None
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return "\n".join((release(), scheme, host.lower(), path, query))
