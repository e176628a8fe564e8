"""What is served in another format than JSON."""

from collections.abc import Mapping

from django.http import Http404
from wagtail.models import Site

from api.requests.negotiation import AnyAcceptNegotiation
from api.requests.parameters import Parameter
from api.views.base import FORMAT, SiteView


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
