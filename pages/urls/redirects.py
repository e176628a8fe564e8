"""Look up and remove redirects by path."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from pages.urls import former_paths
from pages.urls.frontend_path import FrontendPath, conditions, written_forms
from pages.urls.same_path import composed_forms, folded_path
from pages.visibility.visibility import Visibility


@dataclass(frozen=True)
class FoundRedirect:
    """A redirect from a path; it is ``exact`` if the case matches too."""

    redirect: Redirect
    exact: bool
    #: Whether it leads to a page that is public.
    leads_to_public_page: bool


def public_redirects(visibility: Visibility, redirects: QuerySet[Redirect] | None = None) -> QuerySet[Redirect]:
    """Return the redirects of the visibility's site, except those to pages that are not public.

    Filter ``redirects`` if given, otherwise all redirects.
    """
    known = Redirect.objects.all() if redirects is None else redirects
    if visibility.site is None:
        return known.none()
    targets = visibility.pages(Page.objects.all())
    to_page = Q(redirect_page__isnull=False, redirect_page__in=targets)
    of_site = known.filter(Q(site=visibility.site) | Q(site=None))
    return of_site.filter(to_page | Q(redirect_page__isnull=True, redirect_link__gt=""))


def redirects_from(site: Site, path: str, query: str, public_pages: QuerySet[Page]) -> list[FoundRedirect]:
    """Return the redirects of a site from a path with a query string, in order of precedence. One query.

    As in Wagtail, a redirect from the path with exactly that query string precedes one from the path alone, and a
    redirect of the site precedes one of all sites. Redirects whose case differs come last.
    """
    known = _old_paths(path, query)
    folded = {folded_path(old_path): group for old_path, group in reversed(known.items())}
    wanted = Q(old_path__in=known)
    for old_path in {form for path in folded for form in composed_forms(path)}:
        wanted |= Q(old_path__same_path=old_path)
    redirects = Redirect.objects.filter(Q(site=site) | Q(site=None)).filter(wanted).select_related("redirect_page")
    found: list[tuple[tuple[bool, int, bool, int], FoundRedirect]] = []
    for redirect in redirects.annotate(leads_to_public_page=Exists(public_pages.filter(pk=OuterRef("redirect_page")))):
        exact = redirect.old_path in known
        group = known[redirect.old_path] if exact else folded.get(folded_path(redirect.old_path))
        if group is None:
            continue
        place = (not exact, group, redirect.site_id is None, redirect.pk)
        found.append((place, FoundRedirect(redirect, exact, redirect.leads_to_public_page)))
    long = former_paths.redirects_at(site, [path, *written_forms(path)], public_pages)
    return [
        *(redirect for _, redirect in sorted(found, key=lambda pair: pair[0])),
        *(FoundRedirect(redirect, True, redirect.leads_to_public_page) for redirect in long),
    ]


def _old_paths(path: str, query: str) -> dict[str, int]:
    """Return the ``old_path`` values that redirects from a path can have, each with its rank."""
    normalized = Redirect.normalise_path(f"{path}?{query}")
    forms = written_forms(path)
    groups = (
        [normalized, *(f"{form}?{normalized.partition('?')[2]}" for form in forms)] if query else [],
        forms,
        # Path parameters (`/page;session=1`) are ignored in the last group, as the query string is.
        [form.partition(";")[0].rstrip("/") or "/" for form in forms],
    )
    known: dict[str, int] = {}
    for rank, old_paths in enumerate(groups):
        for old_path in old_paths:
            if not former_paths.is_too_long(old_path):
                known.setdefault(old_path, rank)
    return known


def remove_automatic_redirects(paths: Collection[FrontendPath]) -> None:
    """Delete the redirects that moves created at these paths; those that editors created are kept."""
    former_paths.forget(paths)
    for condition in conditions(paths, "old_path"):
        Redirect.objects.filter(condition, automatically_created=True).delete()
