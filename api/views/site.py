"""The site itself."""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from api.building.build import build
from api.content.site_content import SiteContent
from api.serializers.site import SiteSerializer
from api.views.base import CROPS_PARAMETER, FIELDS, SiteView


class SiteDetailView(SiteView):
    """What a frontend needs for every page: menus, languages, sections and announcements."""

    parameters = (FIELDS, CROPS_PARAMETER)
    is_stored = True

    def get(self, request: Request) -> Response:
        """Answer with the site."""
        site = self.visibility.site
        if site is None:
            raise Http404
        selection = SiteSerializer.selection(self.parsed_fields(), detail=True)
        content = SiteContent(self.visibility)
        crops = self.query.get("crops", ())
        return Response(build(SiteSerializer, [site], selection, self.visibility, crops=crops, content=content)[0])
