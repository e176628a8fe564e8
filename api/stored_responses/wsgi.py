"""Serves stored answers before Django sees the request."""

import uuid
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.db import close_old_connections

from api.requests.middleware import MAXIMUM_URL_BYTES, REQUEST_ID, ROOTS
from api.stored_responses.middleware import LOOKED_UP
from api.stored_responses.request_key import first_part, request_key
from api.stored_responses.response_cache import ResponseCache

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class StoredResponsesFirst:
    """A WSGI application (PEP 3333): what is stored and still right is answered here, all else by Django's.

    What Django's handler does around a request, of which an answer that is finished needs only the care for the
    connection to the database, takes longer than the answer. The middleware is told what was found here, and has the
    answer built and kept in the same cache. A host that is not ours has no stored answers.
    """

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application
        self._cache = ResponseCache()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        path = get_path_info(environ)
        # Without the parameters that a key leaves out, an address that is too long may look like another.
        is_short = len(path.encode()) * 3 + len(environ.get("QUERY_STRING", "")) < MAXIMUM_URL_BYTES
        key = request_key(environ, path, _scheme(environ)) if is_short and self._cache.keeps else None
        if key is None:
            return self._application(environ, start_response)
        close_old_connections()
        lookup = self._cache.look_up(key)
        answer = self._cache.answer(lookup, environ)
        if answer is None:
            environ[LOOKED_UP] = self._cache, lookup
            return self._application(environ, start_response)
        close_old_connections()
        if first_part(path) in ROOTS:
            answer.headers[REQUEST_ID] = uuid.uuid4().hex
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(answer.headers.items()))
        return (answer.body,)


def _scheme(environ: "WSGIEnvironment") -> str:
    """Return by which scheme the client has come, as ``HttpRequest.scheme`` does."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        forwarded = environ.get(name)
        if forwarded is not None:
            return "https" if forwarded.split(",", 1)[0].strip() == secure else "http"
    return str(environ["wsgi.url_scheme"])
