"""The site: what a frontend needs on every page."""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from api.building.build import build, shown
from api.content.site_content import SiteContent
from api.schema.components import Components, Schema
from api.serializers.site import SiteSerializer
from api.tags.dependencies import depend_on_hidden
from api.tags.names import object_tag
from api.views.base import CROPS_PARAMETER, FIELDS, IMAGES, SiteView


class SiteDetailView(SiteView):
    """What a frontend needs for every page: menus, languages, sections and announcements."""

    parameters = (FIELDS, CROPS_PARAMETER, IMAGES)
    is_stored = True

    def response_schema(self, components: Components) -> Schema:
        return components.detail(SiteSerializer, "Site")

    def get(self, request: Request) -> Response:
        """Return the site."""
        site = self.visibility.site
        if site is None:
            raise Http404
        # Also if no field shows the home page: with a restricted one there is no site.
        depend_on_hidden(object_tag("page", site.root_page_id))
        selection = SiteSerializer.selection(self.parsed_fields(), detail=True)
        content = SiteContent(self.visibility)
        built = build(SiteSerializer, [site], selection, self.visibility, **self.build_options(), content=content)
        return Response(shown(built))
