"""What there is where there is nothing."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from api.views.base import ApiView


class NotFoundView(ApiView):
    """Any path under the API that is not one of its own."""

    schema = None

    def initial(self, request: Request, *arguments: Any, **options: Any) -> None:
        raise Http404

    def get(self, request: Request, *arguments: Any) -> Response:
        """Never reached: ``initial`` has raised."""
        raise Http404
