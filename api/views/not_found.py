"""The response at paths of the API that do not exist."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from api.views.base import ApiView


class NotFoundView(ApiView):
    """Any path under the API that no other route matches."""

    schema = None

    def initial(self, request: Request, *arguments: Any, **options: Any) -> None:
        raise Http404

    def get(self, request: Request, *arguments: Any) -> Response:
        """Never called, because ``initial`` raises; it makes GET an allowed method."""
        raise Http404
