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
    live = visibility.pages(Page.objects.all())
    found = visibility.paths.find(f"/{path}", lambda url_paths: live.filter(url_path__in=url_paths))
    if found is None:
        raise Http404
    root, page = found
    return redirect(root.root_url + root.html_path(page.url_path))
