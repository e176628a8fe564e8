"""What the host of the CMS says on every answer."""

from collections.abc import Callable

from corsheaders.middleware import CorsMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class PublicCorsMiddleware(CorsMiddleware):
    """Lets every website read the API, with one and the same answer for all of them.

    The library adds its headers only where the request names an origin, and so has to say `Vary: origin`, which makes
    a CDN keep a copy per website. Here the headers are always there, and nothing varies.
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


class NoIndexMiddleware:
    """Keeps this host out of search engines: what is public is published by the frontend.

    Images are left out, because the frontend's pages show them from here and image search is welcome to find them.
    """

    image_paths = ("/images/", "/media/images/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path_info.startswith(self.image_paths):
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response
