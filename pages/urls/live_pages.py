"""The one thing that the host of the CMS serves at the paths of pages: the way to the page on its frontend."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from pages.visibility.paths import SitePaths
from pages.visibility.visibility import Visibility


@never_cache
@require_safe
def live_page(request: HttpRequest, path: str) -> HttpResponse:
    """Redirect to the public page at a path of the site of the request's host, or else of the default site.

    Whatever is not public is 404, exactly like a path that was never used, for editors and visitors alike: neither a
    redirect to a new address nor a form that asks for a password says that there is something.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    visibility = Visibility(site=site, paths=SitePaths(site))
    places = list(visibility.paths.places(f"/{path}"))
    pages = list(visibility.pages(Page.objects.filter(url_path__in=[url_path for _, url_path in places])))
    for root, url_path in places:
        for page in pages:
            if page.url_path == url_path and root.holds(page.path):
                return redirect(root.root_url + root.html_path(url_path))
    raise Http404
