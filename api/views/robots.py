"""What search engines may read of a frontend, which passes it on."""

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request

from api.views.files import FileView


class RobotsView(FileView):
    """``/robots.txt``: everything, and where the sitemap is; on a developer's machine nothing."""

    is_stored = True

    def get(self, request: Request) -> HttpResponse:
        """Answer with the rules."""
        lines = ["User-agent: *", "Disallow: /" if settings.DEBUG else "Allow: /"]
        lines += ["", f"Sitemap: {self.site.root_url}/sitemap.xml", ""]
        return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
