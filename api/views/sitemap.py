"""The sitemap of a site, with the URLs of its frontend, which passes it on."""

from django.http import Http404, HttpResponse
from rest_framework.request import Request

from api.requests import parameters
from api.requests.parameters import Parameter
from api.resolve.sitemap import Sitemap, write_sitemap, write_sitemap_index
from api.views.files import FileView

#: The most sitemaps that an index may list (sitemaps.org protocol).
MAXIMUM_PARTS = 50_000
PAGE = Parameter("page", parameters.integer_between(1, MAXIMUM_PARTS), "Which part of a sitemap that has several.")


class SitemapView(FileView):
    """``/sitemap.xml``: the URLs or, if there are too many for one file, the index of its parts."""

    parameters = (PAGE,)
    is_stored = True

    def get(self, request: Request) -> HttpResponse:
        """Return the sitemap, its index or one of its parts."""
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
