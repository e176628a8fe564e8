"""Create redirects from the old paths of moved pages to the pages."""

from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from pages.urls import former_paths
from pages.urls.frontend_path import FrontendPath, frontend_paths_at
from pages.urls.redirects import remove_automatic_redirects
from pages.urls.withdrawals import clear_paths, forget_below, record
from pages.visibility.paths import SitePaths
from pages.visibility.site_context import all_sites
from pages.visibility.visibility import Visibility


def follow_move(tree_path: str, url_path_before: str, url_path_after: str, parent_tree_path: str) -> None:
    """Create redirects from the old paths of a page, and of all live pages below it, to the pages.

    Call it before the move is saved: ``tree_path`` and ``url_path_before`` are the page's current position,
    ``url_path_after`` and ``parent_tree_path`` its position after the move. The number of statements does not grow with
    the number of pages, except for a few more with every few hundred pages.

    A page that leaves its site gets no redirect, because responses for one site never name a page of another. The old
    path of a public page is also recorded as withdrawn, in case the page itself is unpublished later.
    """
    visibility = Visibility(everywhere=True)
    new_roots = visibility.paths.roots_at(parent_tree_path)

    def paths_after(path: str, url_path: str) -> list[FrontendPath]:
        if any(root.tree_path.startswith(tree_path) for root in visibility.paths.roots_at(path)):
            return frontend_paths_at(visibility.paths, path, url_path)  # its root is moved too
        return [FrontendPath.below(root, url_path_after + url_path[len(url_path_before) :]) for root in new_roots]

    _follow(Page.objects.filter(path__startswith=tree_path), visibility, paths_after)


def follow_site(site: Site) -> None:
    """Create redirects for the pages of a site record that is about to be added or to get another root page.

    If the new site lies inside another one, it takes over pages from that site.
    """
    visibility = Visibility(everywhere=True)
    after = SitePaths(sites=[*(known for known in all_sites() if known.pk != site.pk), site])
    pages = Page.objects.none()
    for paths in (visibility.paths, after):
        for root in paths.roots:
            if root.site_id == site.pk:
                pages = pages | Page.objects.filter(path__startswith=root.tree_path)
    _follow(pages, visibility, partial(frontend_paths_at, after))


def _follow(
    pages: QuerySet[Page], visibility: Visibility, paths_after: Callable[[str, str], list[FrontendPath]]
) -> None:
    moved: list[tuple[FrontendPath, int]] = []
    left: list[FrontendPath] = []
    taken: list[FrontendPath] = []
    secret: list[FrontendPath] = []
    for key, path, url_path, live in pages.values_list("pk", "path", "url_path", "live").iterator():
        # A site that is being added has no key yet, and so no paths to which a redirect could belong.
        new = {place.site_id: place for place in paths_after(path, url_path) if place.site_id is not None}
        old = [place for place in frontend_paths_at(visibility.paths, path, url_path) if place not in new.values()]
        if visibility.is_restricted(path):
            if not visibility.is_restricted(path[: -Page.steplen]):
                secret += old
        elif live:
            left += old
            taken += new.values()
        if live:
            moved += [(place, key) for place in old if place.site_id in new]
    now_public = set(taken)
    moved = [(place, key) for place, key in moved if place not in now_public]
    # Nothing may reveal that a private page existed.
    forget_below(secret)
    clear_paths(now_public)
    record(place for place in left if place not in now_public)
    remove_automatic_redirects([place for place, _ in moved])
    redirects = [_redirect(place, key) for place, key in moved if not former_paths.is_too_long(place.path)]
    # Redirects that editors created for the same path are kept.
    Redirect.objects.bulk_create(redirects, ignore_conflicts=True)
    former_paths.remember((place, key) for place, key in moved if former_paths.is_too_long(place.path))


def _redirect(place: FrontendPath, key: int) -> Redirect:
    return Redirect(site_id=place.site_id, old_path=place.path, redirect_page_id=key, automatically_created=True)
