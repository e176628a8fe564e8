"""Finds the destination of a frontend path at which there is no page, or whose query string a redirect names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from api.resolve.locations import Location, location_of_link
from api.tags.dependencies import depend_on_objects, depend_on_path
from pages.urls.path_candidates import path_candidates
from pages.urls.redirects import FoundRedirect, redirects_from
from pages.urls.same_path import folded_path
from pages.visibility.visibility import Visibility

#: The maximum number of redirects that are followed, which limits the number of queries.
MOST_REDIRECTS = 20


@dataclass(frozen=True)
class PublicPage:
    """A public page at a path; ``exact`` if the path also has the same case."""

    html_path: str
    exact: bool


@dataclass(frozen=True)
class Destination:
    """The location to which a path redirects."""

    location: Location
    permanent: bool


class Resolution:
    """Finds the ``destination`` of a path without a page on the visibility's site, if it has one.

    ``public_pages`` are the pages that may be found. Redirects from exactly this path come first, then the page and the
    redirects whose paths differ only in case. A redirect to a page that is not public is ignored, and so is a redirect
    loop.

    If there is a page at the path, it is ``served_page``: then only a redirect from this path *and* query string
    counts, and only if it leads elsewhere. Other systems number their pages in the query string: /?p=12 is not home.
    """

    def __init__(
        self,
        requested: Location,
        visibility: Visibility,
        public_pages: QuerySet[Page],
        served_page: Page | None = None,
    ) -> None:
        self._visibility = visibility
        self._public_pages = public_pages
        self._followed: set[int] = set()
        #: Whether the redirects that were followed last form a loop, or are too many.
        self._endless = False
        self.destination: Destination | None = None
        #: All redirects from the path itself.
        self.redirects: list[FoundRedirect] = []
        if visibility.site is None:
            return
        if served_page is not None:
            self.destination = self._destination_of_query(requested, served_page) if requested.query else None
            return
        found = self._page_at(requested.path)
        self.redirects = self._redirects_from(requested)
        self.destination = next(self._ways_on(requested, found, self.redirects), None)

    def _destination_of_query(self, requested: Location, page: Page) -> Destination | None:
        depend_on_path(self._visibility.site, requested.path)
        for found in self._redirects_from(requested):
            if found.exact and "?" in found.redirect.old_path and (way := self._follow(found, requested)):
                own = self._visibility.paths.html_path(page)
                return way if way.location.origin or way.location.path != own else None
        return None

    def _page_at(self, path: str) -> PublicPage | None:
        """Return the public page at a path, preferring the same case, in one query."""
        paths = self._visibility.paths
        depend_on_path(self._visibility.site, path)
        places = path_candidates(paths, path)
        wanted = Q(pk__in=[])
        for place in places:
            wanted |= Q(url_path=place.url_path) if place.exact else Q(url_path__same_path=place.url_path)
        rows = list(self._public_pages.filter(wanted).order_by("path").values_list("path", "url_path"))
        for place in places:
            for tree_path, url_path in rows:
                same = url_path == place.url_path or (
                    not place.exact and folded_path(url_path) == folded_path(place.url_path)
                )
                if same and place.root.holds(tree_path):
                    return PublicPage(place.root.html_path(url_path), place.exact)
        return None

    def _redirects_from(self, location: Location) -> list[FoundRedirect]:
        site: Any = self._visibility.site
        return redirects_from(site, location.path, location.query, self._public_pages)

    def _ways_on(
        self, location: Location, page: PublicPage | None, redirects: list[FoundRedirect]
    ) -> Iterator[Destination]:
        """Yield the destinations of a path without a page, the best one first."""
        for exact in (True, False):
            for redirect in redirects:
                if redirect.exact == exact and (way := self._follow(redirect, location)):
                    yield way
            if exact and page is not None:
                yield Destination(Location(page.html_path).continuing(location), True)

    def _follow(self, found: FoundRedirect, location: Location) -> Destination | None:
        """Return the final destination of a redirect from a location, or ``None`` if it is not public."""
        redirect = found.redirect
        if redirect.pk in self._followed or len(self._followed) == MOST_REDIRECTS:
            self._endless = True
            return None
        self._followed.add(redirect.pk)
        permanent = redirect.is_permanent
        if redirect.redirect_page is not None:
            if not found.leads_to_public_page:
                return None
            depend_on_objects([redirect.redirect_page])
            path = self._visibility.paths.html_path(redirect.redirect_page) or "/"
            if redirect.redirect_page_route_path:
                path = path.rstrip("/") + redirect.redirect_page_route_path
            return Destination(Location(path).continuing(location), permanent)
        target = location_of_link(redirect.redirect_link, self._visibility.paths)
        if target is None:
            return None
        target = target.continuing(location)
        if target.origin:
            return Destination(target, permanent)
        page = self._page_at(target.path)
        if page is not None and page.exact:
            return Destination(replace(target, path=page.html_path), permanent)
        self._endless = False
        way = next(self._ways_on(target, page, self._redirects_from(target)), None)
        if way is not None:
            return replace(way, permanent=way.permanent and permanent)
        # The target may be a path of the frontend itself, so it need not exist here, and may even be a hidden page.
        return None if self._endless else Destination(target, permanent)
