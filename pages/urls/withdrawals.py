"""The record of the paths at which public pages were, and what it says of a path today."""

from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from pages.models import WithdrawnPath
from pages.urls.ancestor_path import AncestorPath
from pages.urls.frontend_path import FrontendPath, conditions, frontend_paths_at, written_forms
from pages.urls.redirects import remove_automatic_redirects
from pages.visibility.visibility import Visibility


def record(addresses: Iterable[FrontendPath]) -> None:
    """Remember that public pages were at these addresses."""
    at = timezone.now()
    WithdrawnPath.objects.bulk_create(
        [
            WithdrawnPath(site_id=address.site_id, path=address.path, withdrawn_at=at)
            for address in dict.fromkeys(addresses)
            if len(address.path) <= WithdrawnPath.LONGEST_PATH
        ],
        update_conflicts=True,
        unique_fields=["site", "path"],
        update_fields=["withdrawn_at"],
    )


def forget(addresses: Iterable[FrontendPath]) -> None:
    """Forget that there was anything at these addresses."""
    for condition in conditions(addresses, "path"):
        WithdrawnPath.objects.filter(condition).delete()


def forget_below(addresses: Iterable[FrontendPath]) -> None:
    """Forget that there was anything at these addresses, or below them."""
    for address in addresses:
        below = Q(path=address.path) | Q(path__startswith=f"{address.path.rstrip('/')}/")
        WithdrawnPath.objects.filter(below, site_id=address.site_id).delete()


def on_unpublish(tree_path: str, url_path: str, visibility: Visibility) -> None:
    """Remember a live page that is about to be taken down, unless it is private."""
    if not visibility.is_restricted(tree_path):
        record(frontend_paths_at(visibility.paths, tree_path, url_path))


def on_publish(tree_path: str, url_path: str, visibility: Visibility) -> None:
    """Let go of what was at the address of a page that goes live: its record, and redirects that moves left there.

    A private page leaves them, so that nobody learns that it is there.
    """
    if not visibility.is_restricted(tree_path):
        clear_paths(frontend_paths_at(visibility.paths, tree_path, url_path))


def clear_paths(addresses: Collection[FrontendPath]) -> None:
    """Remove what would lead away from addresses at which there are public pages now, but for editors' redirects."""
    forget(addresses)
    remove_automatic_redirects(addresses)


class PageDeletion:
    """A page that is about to be deleted, and what is to be remembered of it once it is."""

    def __init__(self, page: Page) -> None:
        """Look at the page as it is in the database, before anything of it is gone."""
        self._record: list[FrontendPath] = []
        self._forget: list[FrontendPath] = []
        row = Page.objects.filter(pk=page.pk).values_list("path", "url_path", "live").first()
        if row is None:
            return
        tree_path, url_path, live = row
        visibility = Visibility(everywhere=True)
        if visibility.is_restricted(tree_path):
            # Where it was is as secret as the page: nobody is told that it is gone.
            old = Redirect.objects.filter(redirect_page=page.pk, site__isnull=False).values_list("site", "old_path")
            self._forget = [
                *frontend_paths_at(visibility.paths, tree_path, url_path),
                *(FrontendPath(*pair) for pair in old),
            ]
        elif live:
            self._record = frontend_paths_at(visibility.paths, tree_path, url_path)

    def carried_out(self) -> None:
        """Remember the page, which is deleted now; its site may have been deleted with it."""
        if self._record:
            sites = {address.site_id for address in self._record}
            left = set(Site.objects.filter(pk__in=sites).values_list("pk", flat=True))
            record(address for address in self._record if address.site_id in left)
        forget_below(self._forget)


def is_gone(path: str, trail: AncestorPath, redirects: Iterable[Redirect], visibility: Visibility) -> bool:
    """Tell whether there was a public page at a path of the visibility's site at which there is none now.

    ``redirects`` are those from the path. A page behind a view restriction, there, above or where a redirect leads, is
    as one that never was.
    """
    if any(visibility.is_restricted(row.tree_path) for row in trail.rows):
        return False
    targets = (redirect.redirect_page for redirect in redirects)
    if any(page is not None and visibility.is_restricted(page.path) for page in targets):
        return False
    if any(row.has_expired(visibility.at) for row in trail.here):
        return True
    forms = written_forms(path)
    known = {*forms, *(form.lower() for form in forms)}
    return WithdrawnPath.objects.filter(site=visibility.site, path__in=known).exists()
