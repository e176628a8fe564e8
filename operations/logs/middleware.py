"""Gives every request its id, and logs the slow ones."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from api.requests.request_id import REQUEST_ID, begin_request
from operations.logs.statements import statement_counts

logger = logging.getLogger(__name__)


class RequestIdMiddleware:
    """The outermost middleware: the request has an id, which its response and all lines of the log have, too.

    A request that takes ``SLOW_REQUEST_MILLISECONDS`` is logged, with its path and without its query string.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        identifier = begin_request(request.META)
        started, before = time.perf_counter(), statement_counts()
        response = self.get_response(request)
        response.headers.setdefault(REQUEST_ID, identifier)
        milliseconds = round((time.perf_counter() - started) * 1000)
        if settings.SLOW_REQUEST_MILLISECONDS and milliseconds >= settings.SLOW_REQUEST_MILLISECONDS:
            statements, seconds = (now - then for now, then in zip(statement_counts(), before, strict=True))
            logger.warning(
                "Slow request, %d ms, of which %d ms for %d statements: %s %s",
                *(milliseconds, round(seconds * 1000), statements, request.method, request.path),
                extra={"milliseconds": milliseconds, "statements": statements},
            )
        return response
