"""The base class of views that serve a format other than JSON."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from wagtail.models import Site

from api.requests.parameters import Parameter
from api.views.base import FORMAT, SiteView


class AnyAcceptNegotiation(BaseContentNegotiation):
    """Selects the view's one renderer, whatever ``Accept`` says."""

    def select_parser(self, request: Request, parsers: Any) -> None:
        return None

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class FileView(SiteView):
    """A view with one format of its own. Its errors are JSON, like those of all views."""

    has_perspectives = False
    content_negotiation_class = AnyAcceptNegotiation

    def known_parameters(self) -> Mapping[str, Parameter]:
        return {name: known for name, known in super().known_parameters().items() if name != FORMAT.name}

    @property
    def site(self) -> Site:
        """The requested site. Raises ``Http404`` if there is none."""
        if self.visibility.site is None:
            raise Http404
        return self.visibility.site
