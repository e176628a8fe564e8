"""Serves stored responses before Django sees the request."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.db import close_old_connections

from api.requests.middleware import MAXIMUM_URL_BYTES
from api.requests.request_id import REQUEST_ID, begin_request
from api.stored_responses.middleware import LOOKED_UP
from api.stored_responses.needed import needed_sequence
from api.stored_responses.request_key import request_key
from api.stored_responses.response_cache import ResponseCache
from pages.database.statement_timeout import statement_timeout

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class StoredResponsesFirst:
    """A WSGI application (PEP 3333) that serves fresh stored responses and passes other requests on to Django's.

    Django's handler takes longer than a stored response, which needs only its care for the database connection. The
    middleware receives the lookup made here, so that it need not repeat it, and stores the new response in the same
    cache. There are no stored responses for a host that is not allowed.
    """

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application
        self._cache = ResponseCache()

    @property
    def size(self) -> int:
        """The approximate number of bytes that the stored responses take."""
        return self._cache.size

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        identifier = begin_request(environ)
        path = get_path_info(environ)
        # A URL that is too long must reach Django's check: without the parameters that a key omits, it may be short.
        is_short = len(path.encode()) * 3 + len(environ.get("QUERY_STRING", "")) < MAXIMUM_URL_BYTES
        key = request_key(environ, path, _scheme(environ)) if is_short and self._cache.keeps else None
        if key is None:
            return self._application(environ, start_response)
        close_old_connections()
        # As in the middleware, so that the timeout is not sent for every request.
        with statement_timeout(settings.API_STATEMENT_TIMEOUT):
            lookup = self._cache.look_up(key, needed=needed_sequence(environ))
        response = self._cache.respond(lookup, environ)
        # Problems are written by the middleware.
        if response is None or response.status == 412:
            environ[LOOKED_UP] = self._cache, lookup
            return self._application(environ, start_response)
        close_old_connections()
        response.headers[REQUEST_ID] = identifier
        start_response(f"{response.status} {HTTPStatus(response.status).phrase}", list(response.headers.items()))
        return (response.body,)


def _scheme(environ: "WSGIEnvironment") -> str:
    """Return the scheme of the client's request, as ``HttpRequest.scheme`` does."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        forwarded = environ.get(name)
        if forwarded is not None:
            return "https" if forwarded.split(",", 1)[0].strip() == secure else "http"
    return str(environ["wsgi.url_scheme"])
