"""Swagger UI, to read about the API and try it out in a browser."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.views import SpectacularSwaggerView

from api.requests.problems import exception_handler


class DocsView(SpectacularSwaggerView):
    """Swagger UI with the API's OpenAPI document. Its scripts and styles come from this host."""

    url_name = "api:schema"
    template_name = "api/docs.html"
    template_name_js = "api/swagger_ui.js"
    http_method_names = ["get", "head", "options"]
    schema = None

    def options(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        """Return the methods that are allowed. There is nothing else to say of a page for people."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def get_exception_handler(self) -> Any:
        return exception_handler
