"""The response at paths of the API that do not exist."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.formats.links import API_PATH
from api.requests.problems import UnknownEndpoint
from api.views.base import ApiView
from api.views.index import endpoint_urls


class NotFoundView(ApiView):
    """Any path under the API that no other route matches."""

    schema = None

    def initial(self, request: Request, *arguments: Any, **options: Any) -> None:
        name = request.path_info.removeprefix(API_PATH).partition("/")[0]
        raise UnknownEndpoint(name, endpoint_urls())

    def get(self, request: Request, *arguments: Any) -> Response:
        """Never called, because ``initial`` raises; it makes GET an allowed method."""
        raise NotImplementedError
