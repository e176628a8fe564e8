"""Redirects from where pages were to where they are."""

from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from pages.urls.frontend_path import FrontendPath, frontend_paths_at
from pages.urls.redirects import LONGEST_OLD_PATH, remove_automatic_redirects
from pages.urls.withdrawals import clear_paths, forget_below, record
from pages.visibility.paths import SitePaths
from pages.visibility.site_context import all_sites
from pages.visibility.visibility import Visibility


def follow_move(tree_path: str, url_path_before: str, url_path_after: str, parent_tree_path: str) -> None:
    """Make the old addresses of a page and of all live pages below it lead to their new ones.

    Called before the database knows of the move: ``tree_path`` and ``url_path_before`` are where the page is,
    ``url_path_after`` and ``parent_tree_path`` where it will be. How many statements it takes does not depend on how
    many pages there are, but for a few with every hundred.

    A page that leaves its site has no redirect, since no answer about one site names a page of another. The old address
    of a public page is recorded as well, for the time when the page itself is taken down.
    """
    visibility = Visibility(everywhere=True)
    new_roots = visibility.paths.roots_at(parent_tree_path)

    def addresses_after(path: str, url_path: str) -> list[FrontendPath]:
        if any(root.tree_path.startswith(tree_path) for root in visibility.paths.roots_at(path)):
            return frontend_paths_at(visibility.paths, path, url_path)  # its root moves along
        return [FrontendPath.below(root, url_path_after + url_path[len(url_path_before) :]) for root in new_roots]

    _follow(Page.objects.filter(path__startswith=tree_path), visibility, addresses_after)


def follow_site(site: Site) -> None:
    """Do the same for the pages of a site record that is about to be added, or to get another root page.

    Where it lies inside another site, it takes pages away from that.
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
    pages: QuerySet[Page], visibility: Visibility, addresses_after: Callable[[str, str], list[FrontendPath]]
) -> None:
    redirects: list[Redirect] = []
    left: list[FrontendPath] = []
    taken: list[FrontendPath] = []
    secret: list[FrontendPath] = []
    for key, path, url_path, live in pages.values_list("pk", "path", "url_path", "live").iterator():
        # A site that is being added has no address yet that could lead anywhere.
        new = {address.site_id: address for address in addresses_after(path, url_path) if address.site_id is not None}
        old = [
            address for address in frontend_paths_at(visibility.paths, path, url_path) if address not in new.values()
        ]
        if visibility.is_restricted(path):
            if not visibility.is_restricted(path[: -Page.steplen]):
                secret += old
        elif live:
            left += old
            taken += new.values()
        if live:
            redirects += [
                _redirect(address, key)
                for address in old
                if address.site_id in new and len(address.path) <= LONGEST_OLD_PATH
            ]
    now_public = set(taken)
    redirects = [
        redirect for redirect in redirects if FrontendPath(redirect.site_id, redirect.old_path) not in now_public
    ]
    # Nothing may tell that there was something where a private page was.
    forget_below(secret)
    clear_paths(now_public)
    record(address for address in left if address not in now_public)
    remove_automatic_redirects(FrontendPath(redirect.site_id, redirect.old_path) for redirect in redirects)
    # What an editor made lead elsewhere stays.
    Redirect.objects.bulk_create(redirects, ignore_conflicts=True)


def _redirect(address: FrontendPath, key: int) -> Redirect:
    return Redirect(site_id=address.site_id, old_path=address.path, redirect_page_id=key, automatically_created=True)
