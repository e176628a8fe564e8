"""Headers that the CMS adds to every response."""

from collections.abc import Callable

from corsheaders.middleware import CorsMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class PublicCorsMiddleware(CorsMiddleware):
    """Lets every website read the API, the feeds and the images, with the same response for all of them.

    The library adds its headers only if the request has an `Origin` header, and therefore sends `Vary: origin`, which
    makes a CDN store one copy per website. This class always adds the headers, so the response does not vary.
    """

    def add_response_headers(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        vary = response.get("Vary")
        super().add_response_headers(request, response)
        if self.is_enabled(request):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = ", ".join(settings.CORS_EXPOSE_HEADERS)
            if vary:
                response["Vary"] = vary
            else:
                del response["Vary"]
        return response


class ProbeMiddleware:
    """Answers probes of health, and Prometheus, whatever their ``Host`` is: they ask by IP address.

    Their responses hold no link, so a forged host gains nothing.
    """

    paths = frozenset({"/healthz", "/livez", "/readyz", "/metrics"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in self.paths:
            request.get_host = lambda: "localhost"  # type: ignore[method-assign]
        return self.get_response(request)


class NoIndexMiddleware:
    """Keeps this host out of search engines: the frontend publishes all public content.

    Images are exempt: the frontend's pages load them from this host, and image search may index them.
    """

    image_paths = ("/images/",)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path_info.startswith(self.image_paths):
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response
