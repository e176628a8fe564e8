"""The sitemap of a site, with the addresses of its frontend, which passes it on."""

from django.http import Http404, HttpResponse
from rest_framework.request import Request

from api.requests import parameters
from api.requests.parameters import Parameter
from api.resolve.sitemap import Sitemap, write_sitemap, write_sitemap_index
from api.views.files import FileView

#: As many as an index of the protocol may name.
MAXIMUM_PARTS = 50_000
PAGE = Parameter("page", parameters.integer_between(1, MAXIMUM_PARTS), "Which part of a sitemap that has several.")


class SitemapView(FileView):
    """``/sitemap.xml``: the addresses, or, where they are too many for one answer, the index of its parts."""

    parameters = (PAGE,)
    is_stored = True

    def get(self, request: Request) -> HttpResponse:
        """Answer with the sitemap, its index or one part of it."""
        root_url = self.site.root_url
        sitemap = Sitemap(self.visibility)
        parts, number = sitemap.count_parts(), self.query.get("page")
        if number is not None and number > parts:
            raise Http404
        if number is None and parts > 1:
            urls = (f"{root_url}/sitemap.xml?page={part}" for part in range(1, parts + 1))
            content = write_sitemap_index(urls)
        else:
            content = write_sitemap(sitemap.part(number or 1))
        return HttpResponse(content, content_type="application/xml; charset=utf-8")
