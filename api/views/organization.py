"""The page about the organization."""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from api.tags.dependencies import depend_on_lists
from api.views.pages import DETAIL_PARAMETERS, PageView
from pages.models import OrganizationAbout


class OrganizationView(PageView):
    """The site's page about the organization; if there is one in each language, the one in the default language."""

    model = OrganizationAbout
    operation = "get_organization_about"
    parameters = DETAIL_PARAMETERS

    def get(self, request: Request) -> Response:
        """Return the page."""
        depend_on_lists(OrganizationAbout)
        key = self.visibility.paths.first(self.queryset(OrganizationAbout).values_list("path", "pk"))
        if key is None:
            raise Http404
        return self.detail(key)
