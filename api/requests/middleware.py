"""Makes every error below the API and the feeds a problem in JSON, whatever raised it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from api.formats.feed_urls import FEEDS_PATH
from api.formats.links import API_PATH
from api.requests.problems import MEDIA_TYPE, problem_response
from pages.database.statement_timeout import statement_timeout

#: The longest URL that is accepted, in bytes; it is part of the contract.
MAXIMUM_URL_BYTES = 4096
METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
#: The first segments of the paths of the API and the feeds.
ROOTS = frozenset({API_PATH.split("/")[1], FEEDS_PATH.split("/")[1]})
#: The first segments of all paths that are served to the public.
PUBLIC_ROOTS = ROOTS | {"sitemap.xml", "robots.txt", "llms.txt"}


class ProblemMiddleware:
    """The outermost middleware: replaces every error response to an API or feed request that is not a problem.

    Examples are URLs that do not exist, hosts that are not allowed, and Django's error pages, with ``DEBUG`` on or
    off. Each of these requests gets an id, which the response has as ``X-Request-Id``. Whatever is served to the public
    is built from statements of a limited duration.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        first_part = request.path_info.split("/")[1:2]
        if PUBLIC_ROOTS.isdisjoint(first_part):
            return self.get_response(request)
        # No session counts here. The cookie of an old one would make the response set a cookie and vary by it.
        request.META.pop("HTTP_COOKIE", None)
        with statement_timeout(settings.API_STATEMENT_TIMEOUT):
            if ROOTS.isdisjoint(first_part):
                return self.get_response(request)
            return self._respond(request)

    def _respond(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return problem_response(request, 405)
        if len(request.get_full_path().encode()) > MAXIMUM_URL_BYTES:
            return problem_response(request, 414)
        response = self.get_response(request)
        if response.status_code < 400 or response.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        return problem_response(request, response.status_code)
