"""What is served in another format than JSON."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from wagtail.models import Site

from api.requests.parameters import Parameter
from api.views.base import FORMAT, SiteView


class AnyAcceptNegotiation(BaseContentNegotiation):
    """Whatever a client says that it accepts, it gets what there is."""

    def select_parser(self, request: Request, parsers: Any) -> None:
        return None

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class FileView(SiteView):
    """An address that has one format of its own. Its problems are JSON, like all others."""

    has_perspectives = False
    content_negotiation_class = AnyAcceptNegotiation

    def known_parameters(self) -> Mapping[str, Parameter]:
        return {name: known for name, known in super().known_parameters().items() if name != FORMAT.name}

    @property
    def site(self) -> Site:
        """The site that the answer is about. Raises ``Http404`` where there is none."""
        if self.visibility.site is None:
            raise Http404
        return self.visibility.site
