"""The old paths of moved pages that are too long for a redirect: to everybody who asks they are redirects."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from pages.models import FormerPath
from pages.urls.frontend_path import FrontendPath, conditions
from pages.urls.same_path import folded_path

LONGEST_OLD_PATH = Redirect._meta.get_field("old_path").max_length


def is_too_long(path: str) -> bool:
    """Whether a path is too long for a redirect."""
    return len(path) > LONGEST_OLD_PATH


def key_of(path: str) -> str:
    """Return the key of a path, which all paths share that differ in capitals only."""
    return hashlib.sha256(folded_path(path).encode()).hexdigest()


def remember(paths: Iterable[tuple[FrontendPath, int]]) -> None:
    """Store paths that pages left, with the keys of the pages."""
    rows = {
        (place.site_id, key): FormerPath(site_id=place.site_id, page_id=page, path=place.path, key=key)
        for place, page in paths
        for key in [key_of(place.path)]
    }
    FormerPath.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["site", "key"],
        update_fields=["page", "path"],
    )


def forget(paths: Iterable[FrontendPath]) -> None:
    """Delete the stored paths of these."""
    keys = [FrontendPath(place.site_id, key_of(place.path)) for place in paths if is_too_long(place.path)]
    for condition in conditions(keys, "key"):
        FormerPath.objects.filter(condition).delete()


def redirects_at(site: Site, paths: Iterable[str], public_pages: QuerySet[Page]) -> list[Redirect]:
    """Return redirects from any of these paths, which are not in the database as such. No query if none is too long.

    ``leads_to_public_page`` is as in queries of redirects. Their keys are negative, so that no redirect has the same.
    """
    keys = {key_of(path) for path in paths if is_too_long(path)}
    if not keys:
        return []
    rows = FormerPath.objects.filter(site=site, key__in=keys).select_related("page")
    found = []
    for row in rows.annotate(leads_to_public_page=Exists(public_pages.filter(pk=OuterRef("page")))):
        redirect: Any = Redirect(pk=-row.pk, site=site, old_path=row.path, redirect_page=row.page)
        redirect.leads_to_public_page = row.leads_to_public_page
        found.append(redirect)
    return found
