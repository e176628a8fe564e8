"""What all views of the API share."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.cache import patch_vary_headers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import parameters
from api.parameters import Parameter, parse_query
from api.problems import exception_handler
from api.renderers import OrjsonRenderer
from api.rich_text import RICH_TEXT_FORMATS
from api.selection import Parsed, parse_fields
from api.sites import requested_site
from pages.paths import SitePaths, all_sites
from pages.renditions import CROPS
from pages.visibility import Visibility

FIELDS = Parameter("fields", parameters.words(4000), "Which fields to give, as in Wagtail API v2.")
SITE = Parameter("site", parameters.words(), "host[:port] of the site; by default the one of the request's host.")
FORMAT = Parameter("format", parameters.one_of(["json"]), "Only json.")
CROPS_PARAMETER = Parameter(
    "crops", parameters.items(parameters.one_of(CROPS)), "Comma-separated cuts to add to every image."
)
RICH_TEXT_FORMAT = Parameter("rich_text_format", parameters.one_of(RICH_TEXT_FORMATS), "How rich text is written.")


class ApiView(APIView):
    """Read-only JSON without sessions. ``self.query`` holds the parsed query parameters."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    renderer_classes = [OrjsonRenderer]
    parser_classes: list[Any] = []
    http_method_names = ["get", "head", "options"]
    #: The query parameters of this view, beside those that every view takes.
    parameters: ClassVar[Iterable[Parameter]] = ()

    query: dict[str, Any]

    def initial(self, request: Request, *arguments: Any, **options: Any) -> None:
        super().initial(request, *arguments, **options)
        if request.method != "OPTIONS":
            self.query = parse_query(request.query_params, self.known_parameters())
            self.visibility = self.get_visibility(request)

    def known_parameters(self) -> Mapping[str, Parameter]:
        """Return the query parameters this view takes, by name."""
        return {parameter.name: parameter for parameter in (FORMAT, *self.parameters)}

    def get_visibility(self, request: HttpRequest) -> Visibility:
        """Return what the answer may show. It is about no site: pages do not come into it."""
        return Visibility()

    def parsed_fields(self) -> Parsed | None:
        """Return the parsed ``fields`` parameter, or ``None`` where it is not given or empty."""
        fields = self.query.get(FIELDS.name)
        return parse_fields(fields) if fields else None

    def get_exception_handler(self) -> Any:
        return exception_handler

    def finalize_response(self, request: Request, response: Any, *arguments: Any, **options: Any) -> Response:
        finished: Response = super().finalize_response(request, response, *arguments, **options)
        # There is one format, so the answer does not depend on Accept.
        del finished["Vary"]
        patch_vary_headers(finished, ["Accept-Encoding"])
        return finished


class SiteView(ApiView):
    """A view whose answer is about one site."""

    def known_parameters(self) -> Mapping[str, Parameter]:
        return {**super().known_parameters(), SITE.name: SITE}

    def get_visibility(self, request: HttpRequest) -> Visibility:
        """Return what the answer may show: on the site asked about, and no page where there is none."""
        sites = all_sites()
        site = requested_site(request, sites, self.query.get("site"))
        return Visibility(site=site, paths=SitePaths(site, sites))
