"""Every failure under the API and the feeds is a problem in JSON, whatever raised it."""

import uuid
from collections.abc import Callable

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from api.feeds.addresses import BASE_PATH as FEEDS_PATH
from api.links import BASE_PATH
from api.problems import MEDIA_TYPE, SENTENCES, cache_control, problem

#: The longest URL that is read, in bytes, as contract clients may rely on.
MAXIMUM_URL_BYTES = 4096
METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
#: The first parts of the paths under which this holds.
ROOTS = frozenset({BASE_PATH.split("/")[1], FEEDS_PATH.split("/")[1]})


class ProblemMiddleware:
    """The outermost middleware: an API or feed request that fails with anything but JSON is answered here instead.

    That is a URL that does not exist, a host that is not ours, an error page of Django, with ``DEBUG`` on or off. Every
    request of either gets an id, which the answer carries as ``X-Request-Id``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if ROOTS.isdisjoint(request.path_info.split("/")[1:2]):
            return self.get_response(request)
        request.request_id = uuid.uuid4().hex  # type: ignore[attr-defined]
        # The API knows no sessions. The cookie of an old one would be answered with a cookie, and with Vary: Cookie.
        request.META.pop("HTTP_COOKIE", None)
        response = self._answer(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return self._problem(request, 405)
        if len(request.get_full_path().encode()) > MAXIMUM_URL_BYTES:
            return self._problem(request, 414)
        response = self.get_response(request)
        if response.status_code < 400 or response.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        return self._problem(request, response.status_code)

    @staticmethod
    def _problem(request: HttpRequest, status: int) -> HttpResponse:
        body = orjson.dumps(problem(request, status, SENTENCES.get(status, SENTENCES[500])))
        response = HttpResponse(body, status=status, content_type=MEDIA_TYPE)
        response["Cache-Control"] = cache_control(status)
        # A problem can be read from any origin, as every other answer can.
        response["Access-Control-Allow-Origin"] = "*"
        response["X-Robots-Tag"] = "noindex"
        if status == 405:
            response["Allow"] = "GET, HEAD, OPTIONS"
        return response
