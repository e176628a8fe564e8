"""Swagger UI, to read about the API and try it out in a browser."""

from typing import Any

from drf_spectacular.views import SpectacularSwaggerView

from api.requests.problems import exception_handler


class DocsView(SpectacularSwaggerView):
    """Swagger UI with the API's OpenAPI document. Its scripts and styles come from this host."""

    url_name = "api:schema"
    template_name_js = "api/swagger_ui.js"
    http_method_names = ["get", "head", "options"]
    schema = None

    def get_exception_handler(self) -> Any:
        return exception_handler
