"""The base class of views that serve a format other than JSON."""

from collections.abc import Mapping

from django.http import Http404
from wagtail.models import Site

from api.requests.negotiation import AnyAcceptNegotiation
from api.requests.parameters import Parameter
from api.views.base import FORMAT, SiteView


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
