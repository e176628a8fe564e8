"""The front of the API, and what answers where there is nothing."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.formats.links import absolute
from api.registry.page_types import endpoints
from api.views.base import ApiView

ENDPOINTS = (
    "pages",
    *endpoints(),
    "organization",
    "people",
    "organizations",
    "topics",
    "tags",
    "images",
    "documents",
    "redirects",
    "resolve",
    "site",
    "urls",
    "changes",
    "preview",
    "schema",
    "docs",
)


class IndexView(ApiView):
    """What there is and where."""

    def get(self, request: Request) -> Response:
        """Answer with the URL of every endpoint."""
        return Response(
            {
                "name": settings.SPECTACULAR_SETTINGS["TITLE"],
                "version": settings.SPECTACULAR_SETTINGS["VERSION"],
                "endpoints": {name: absolute(reverse(f"api:{name}")) for name in ENDPOINTS},
            }
        )


class NotFoundView(ApiView):
    """Any address under the API that is not one of its own."""

    schema = None

    def initial(self, request: Request, *arguments: Any, **options: Any) -> None:
        raise Http404

    def get(self, request: Request, *arguments: Any) -> Response:
        """Never reached: ``initial`` has answered."""
        raise Http404
