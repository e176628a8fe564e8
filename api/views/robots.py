"""The ``robots.txt`` of a site, which its frontend passes on."""

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request

from api.views.files import FileView


class RobotsView(FileView):
    """``/robots.txt``: allows everything and names the sitemap; in debug mode, disallows everything."""

    is_stored = True

    def get(self, request: Request) -> HttpResponse:
        """Return the rules."""
        lines = ["User-agent: *", "Disallow: /" if settings.DEBUG else "Allow: /"]
        lines += ["", f"Sitemap: {self.site.root_url}/sitemap.xml", ""]
        return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
