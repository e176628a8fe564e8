"""What makes two requests ask for one and the same answer."""

from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest

from api.middleware import ROOTS
from api.stored_responses.release import release

#: The first parts of the paths of what is delivered to the public.
FIRST_PARTS = ROOTS | {"sitemap.xml", "robots.txt"}


def canonical_query(query_string: str) -> str | None:
    """Return a query string with its parameters in order and without ``_``; ``None`` where it is not UTF-8."""
    if not query_string:
        return ""
    try:
        parameters = parse_qsl(query_string, keep_blank_values=True, errors="strict")
    except ValueError:
        return None
    return urlencode(sorted(parameter for parameter in parameters if parameter[0] != "_"))


def request_key(request: HttpRequest) -> str | None:
    """Return the key of the answer to a request, or ``None`` for one that has an answer of its own.

    The host stands for the site, which is chosen by it: which site that is, is one of the things an answer depends on.
    """
    if request.path_info.split("/", 2)[1] not in FIRST_PARTS:
        return None
    if request.method not in ("GET", "HEAD") or "HTTP_PREVIEW_TOKEN" in request.META:
        return None
    query = canonical_query(request.META.get("QUERY_STRING", ""))
    if query is None:
        return None
    host = request.META.get("HTTP_HOST") or f"{request.META['SERVER_NAME']}:{request.META['SERVER_PORT']}"
    return "\n".join((release(), request.scheme or "", host.lower(), request.path_info, query))
