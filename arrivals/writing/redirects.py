"""Redirects from old addresses to what has arrived."""

from collections.abc import Iterable

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from arrivals.writing.addresses import path_of
from pages.urls.former_paths import is_too_long, remember
from pages.urls.frontend_path import FrontendPath


class Redirects:
    """The redirects of a site, as one import adds to them. Those that lead elsewhere already are left alone.

    With ``dry``, none are made. Unless they ``may_add``, no address leads anywhere newly.
    """

    def __init__(self, site: Site, *, dry: bool = False, may_add: bool = True) -> None:
        self._site = site
        self._dry = dry
        self._may_add = may_add

    def to_page(self, page: Page, own_path: str, addresses: Iterable[str]) -> list[str]:
        """Let old addresses lead to a page, except the path that it has. Return the paths that do so newly."""
        own = Redirect.normalise_path(own_path) if own_path else ""
        paths = [path for path in _paths(addresses) if path != own and not self._is_taken(path)]
        if not self._dry:
            remember((FrontendPath(self._site.pk, path), page.pk) for path in paths if is_too_long(path))
            for path in paths:
                if not is_too_long(path):
                    Redirect.objects.create(site=self._site, old_path=path, redirect_page=page, is_permanent=True)
        return paths

    def to_link(self, link: str, addresses: Iterable[str]) -> list[str]:
        """Let old addresses lead to a path or URL. Return the paths that do so newly; long ones do not."""
        own = Redirect.normalise_path(link)
        paths = [
            path for path in _paths(addresses) if path != own and not is_too_long(path) and not self._is_taken(path)
        ]
        if not self._dry:
            for path in paths:
                Redirect.objects.create(site=self._site, old_path=path, redirect_link=link, is_permanent=True)
        return paths

    def _is_taken(self, path: str) -> bool:
        return not self._may_add or Redirect.objects.filter(site=self._site, old_path=path).exists()


def _paths(addresses: Iterable[str]) -> list[str]:
    """Return the paths of addresses as redirects store them, each once. The home page's own path is none of them."""
    paths = (Redirect.normalise_path(path_of(address)) for address in addresses if address)
    return [path for path in dict.fromkeys(paths) if path != "/"]
