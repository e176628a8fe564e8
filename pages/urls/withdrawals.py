"""Record the paths of public pages that were withdrawn, and tell whether a path is gone."""

from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from pages.models import FormerPath, WithdrawnPath
from pages.urls.ancestor_path import AncestorPath
from pages.urls.frontend_path import FrontendPath, conditions, frontend_paths_at, written_forms
from pages.urls.redirects import remove_automatic_redirects
from pages.urls.same_path import folded_path
from pages.visibility.visibility import Visibility


def record(paths: Iterable[FrontendPath]) -> None:
    """Record that public pages were at these paths."""
    at = timezone.now()
    WithdrawnPath.objects.bulk_create(
        [
            WithdrawnPath(site_id=path.site_id, path=WithdrawnPath.stored(path.path), withdrawn_at=at)
            for path in dict.fromkeys(paths)
        ],
        update_conflicts=True,
        unique_fields=["site", "path"],
        update_fields=["withdrawn_at"],
    )


def forget(paths: Iterable[FrontendPath]) -> None:
    """Delete the records of these paths."""
    stored = (FrontendPath(path.site_id, WithdrawnPath.stored(path.path)) for path in paths)
    for condition in conditions(stored, "path"):
        WithdrawnPath.objects.filter(condition).delete()


def forget_below(paths: Iterable[FrontendPath]) -> None:
    """Delete the records of these paths and of all paths below them."""
    for path in paths:
        below = Q(path=WithdrawnPath.stored(path.path)) | Q(path__startswith=f"{path.path.rstrip('/')}/")
        WithdrawnPath.objects.filter(below, site_id=path.site_id).delete()


def on_unpublish(tree_path: str, url_path: str, visibility: Visibility) -> None:
    """Record the paths of a live page that is about to be unpublished, unless it is private."""
    if not visibility.is_restricted(tree_path):
        record(frontend_paths_at(visibility.paths, tree_path, url_path))


def on_publish(tree_path: str, url_path: str, visibility: Visibility) -> None:
    """Delete the records and automatic redirects at the paths of a page that goes live.

    They are kept if the page is private, so that nobody learns that it exists.
    """
    if not visibility.is_restricted(tree_path):
        clear_paths(frontend_paths_at(visibility.paths, tree_path, url_path))


def clear_paths(paths: Collection[FrontendPath]) -> None:
    """Delete the records and automatic redirects at paths that now have public pages; editors' redirects are kept."""
    forget(paths)
    remove_automatic_redirects(paths)


class PageDeletion:
    """The paths to record, or to delete from the records, once a page has been deleted."""

    def __init__(self, page: Page) -> None:
        """Read the page from the database before any of its rows are deleted."""
        self._record: list[FrontendPath] = []
        self._forget: list[FrontendPath] = []
        row = Page.objects.filter(pk=page.pk).values_list("path", "url_path", "live").first()
        if row is None:
            return
        tree_path, url_path, live = row
        visibility = Visibility(everywhere=True)
        if visibility.is_restricted(tree_path):
            # The path is as private as the page: a response must not reveal that the page is gone.
            old = Redirect.objects.filter(redirect_page=page.pk, site__isnull=False).values_list("site", "old_path")
            former = FormerPath.objects.filter(page=page.pk).values_list("site", "path")
            self._forget = [
                *frontend_paths_at(visibility.paths, tree_path, url_path),
                *(FrontendPath(*pair) for pair in [*old, *former]),
            ]
        elif live:
            self._record = frontend_paths_at(visibility.paths, tree_path, url_path)

    def carried_out(self) -> None:
        """Update the records after the deletion; the page's site may have been deleted with it."""
        if self._record:
            sites = {path.site_id for path in self._record}
            left = set(Site.objects.filter(pk__in=sites).values_list("pk", flat=True))
            record(path for path in self._record if path.site_id in left)
        forget_below(self._forget)


def is_gone(path: str, trail: AncestorPath, redirects: Iterable[Redirect], visibility: Visibility) -> bool:
    """Tell whether a public page was at a path of the visibility's site and has been withdrawn.

    ``redirects`` are those from the path. If there is a view restriction on the page, a page above it or the target of
    a redirect, return ``False``, as if the page had never existed.
    """
    if any(visibility.is_restricted(row.tree_path) for row in trail.rows):
        return False
    targets = (redirect.redirect_page for redirect in redirects)
    if any(page is not None and visibility.is_restricted(page.path) for page in targets):
        return False
    if any(row.has_expired(visibility.at) for row in trail.here):
        return True
    forms = written_forms(path)
    known = {*forms, *(form.lower() for form in forms), *map(folded_path, forms)}
    stored = map(WithdrawnPath.stored, known)
    return WithdrawnPath.objects.filter(site=visibility.site, path__in=stored).exists()
