"""Errors as ``application/problem+json`` (RFC 9457)."""

import logging
import math
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import status
from rest_framework.exceptions import APIException, Throttled
from rest_framework.response import Response

from api.http.preconditions import SENTENCE
from api.requests.request_id import current_request_id
from api.requests.suggestions import suggested
from pages.database.reading import note_failure

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
#: What the database raises when it cannot be reached, or when a statement takes too long.
DATABASE_FAILURES = (OperationalError, InterfaceError)
#: Seconds after which clients should retry when the database could not be reached.
RETRY_AFTER = 5
TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    410: "Gone",
    412: "Precondition failed",
    414: "URI too long",
    429: "Too many requests",
    500: "Internal server error",
    503: "Service unavailable",
}


#: The ``detail`` of errors that have none of their own.
SENTENCES = {
    400: "The server does not understand this request; check the Host header.",
    404: "There is nothing public here.",
    405: "The API is read-only: GET, HEAD and OPTIONS are allowed.",
    406: "The API returns application/json.",
    412: SENTENCE,
    414: "The URL is longer than 4096 bytes.",
    429: "Too many requests for drafts. Try again later.",
    500: "Something went wrong. The request id helps the operators of this server to find the cause.",
    503: "The service is not available just now.",
}


#: The codes of errors in parameters, with their meanings in Markdown; the documentation lists them.
CODES = {
    "access": "who opened or shared the preview may not edit the page any more",
    "ambiguous_site": "several sites have this host: add the port",
    "cursor_of_another_query": "the cursor belongs to another list, order or filter",
    "deleted": "the previewed page was deleted",
    "expired": "the preview was not used for too long, or was open for an hour",
    "from_after_to": "the range ends before it begins",
    "invalid_cursor": "not a cursor of this API, or altered",
    "link_expired": "the link to the draft has expired",
    "malformed": "not written as this parameter takes it",
    "missing": "the endpoint needs this parameter",
    "needs_token": "only with the token of a preview",
    "no_sub_fields": "the field has no fields of its own",
    "not_by_relevance": "there are no cursors by relevance: use `offset`, or give an `order`",
    "not_with_cursor": "cannot be combined with a cursor",
    "not_with_random_order": "cannot be combined with a random order",
    "out_of_range": "not a number, or one that is too small or too large",
    "password": "the password of the account that opened the preview was changed",
    "privacy": "who may see the previewed page was changed",
    "published": "the previewed page was published",
    "repeated": "the parameter is given more than once",
    "revoked": "the link to the draft was withdrawn",
    "too_large": "too long, too deep or too many",
    "too_old": "the change log does not go back that far: read everything again",
    "unknown_field": "there is no such field",
    "unknown_locale": "there is no such language",
    "unknown_order": "the list cannot be ordered by this",
    "unknown_page": "there is no such public page",
    "unknown_parameter": "the endpoint does not take this parameter",
    "unknown_site": "there is no such site, or its home page is restricted",
    "unknown_type": "there is no such page type",
    "unknown_value": "not one of the values that this parameter takes",
    "unpublished": "the previewed page was taken down",
}


def error_cache_control(status_code: int) -> str:
    """Return the ``Cache-Control`` of an error response."""
    return "no-cache" if status_code in (404, 410) else "no-store"


@dataclass(frozen=True)
class ParameterError:
    """An error in one query parameter; ``code`` is for programs, ``detail`` for people."""

    parameter: str
    code: str
    detail: str
    did_you_mean: str | None = None

    @classmethod
    def unknown(
        cls, parameter: str, name: str, known: Iterable[str], what: str = "parameter", path: str = ""
    ) -> "ParameterError":
        """Return the error for an unknown name, with the known one that was probably meant.

        ``path`` is written before both, such as ``listing.``.
        """
        found = suggested(name, known, what)
        meant = path + found if found else None
        hint = f" Did you mean “{meant}”?" if meant else ""
        return cls(parameter, f"unknown_{what}", f"“{path}{name}” is not a known {what}.{hint}", meant)


class InvalidParameters(APIException):
    """The query string is invalid for the endpoint."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errors: Iterable[ParameterError]) -> None:
        self.errors = list(errors)
        super().__init__(" ".join(error.detail for error in self.errors))


class UnknownEndpoint(APIException):
    """There is no endpoint at a path. ``endpoints`` are the URLs of those that there are, by name."""

    status_code = status.HTTP_404_NOT_FOUND

    def __init__(self, name: str, endpoints: Mapping[str, str]) -> None:
        self.endpoints = endpoints
        meant = suggested(name, endpoints, "endpoint")
        hint = f" Did you mean “{meant}”?" if meant else ""
        super().__init__(f"There is no such endpoint.{hint} The endpoints are {', '.join(endpoints)}.")


class Gone(APIException):
    """What was here is permanently gone."""

    status_code = status.HTTP_410_GONE

    def __init__(self, detail: str, errors: Iterable[ParameterError]) -> None:
        self.errors = list(errors)
        super().__init__(detail)


def problem(
    request: HttpRequest | None,
    status_code: int,
    detail: str,
    errors: Iterable[ParameterError] = (),
    **further: Any,
) -> dict[str, Any]:
    """Return the body of an error response, with the members ``further`` that only some have.

    ``message`` repeats ``detail`` for clients of Wagtail API v2.
    """
    return {
        "type": "about:blank",
        "title": TITLES.get(status_code, "Error"),
        "status": status_code,
        "detail": detail,
        "errors": [asdict(error) for error in errors],
        "request_id": current_request_id() or uuid.uuid4().hex,
        "message": detail,
        **further,
    }


def problem_response(request: HttpRequest, status_code: int) -> HttpResponse:
    """Return the error response to a request for which no view returned a response or a problem."""
    body = orjson.dumps(problem(request, status_code, SENTENCES.get(status_code, SENTENCES[500])))
    response = HttpResponse(body, status=status_code, content_type=MEDIA_TYPE)
    response["Cache-Control"] = error_cache_control(status_code)
    # Scripts of any origin can read problems, like every other response.
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = ", ".join(settings.CORS_EXPOSE_HEADERS)
    response["X-Robots-Tag"] = "noindex"
    if status_code == 405:
        response["Allow"] = "GET, HEAD, OPTIONS"
    if status_code == 503:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def database_failure_response(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the response to a request during which the database failed, and log why."""
    _report(error)
    return problem_response(request, 503)


def _report(error: Exception) -> None:
    # What failed on a replica, another database answers.
    if note_failure(error):
        logger.warning("A replica of the database failed: %s", type(error).__name__)
    else:
        logger.error("The database failed.", exc_info=error)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the problem for an exception that a view raised. An unexpected one is logged, and its text not shown."""
    request = context.get("request")
    headers: dict[str, str] = {}
    errors: list[ParameterError] = []
    further: dict[str, Any] = {}
    if isinstance(error, Http404 | PermissionDenied):
        status_code, detail = 404, SENTENCES[404]
    elif isinstance(error, APIException):
        status_code, detail = error.status_code, str(error.detail)
        errors = getattr(error, "errors", [])
        if isinstance(error, UnknownEndpoint):
            further["endpoints"] = error.endpoints
        if isinstance(error, Throttled):
            headers["Retry-After"] = str(math.ceil(getattr(error, "wait", None) or 1))
            detail = SENTENCES[429]
        if status_code == status.HTTP_405_METHOD_NOT_ALLOWED:
            detail = SENTENCES[405]
            headers["Allow"] = "GET, HEAD, OPTIONS"
    elif isinstance(error, DATABASE_FAILURES):
        _report(error)
        status_code, detail = 503, SENTENCES[503]
        headers["Retry-After"] = str(RETRY_AFTER)
    else:
        logger.exception("Unhandled error in the API", exc_info=error)
        status_code, detail = 500, SENTENCES[500]
    headers["Cache-Control"] = error_cache_control(status_code)
    body = problem(request, status_code, detail, errors, **further)
    return Response(body, status_code, headers=headers, content_type=MEDIA_TYPE)
