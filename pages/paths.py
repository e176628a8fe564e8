"""The path and URL of a page on its frontend: the one place that makes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils.functional import cached_property
from wagtail.models import Page, Site


def frontend_path(url_path: str, root_url_path: str, language_code: str) -> str:
    """Return the path of a page on its frontend, percent-encoded; it starts and ends with ``/``.

    ``url_path`` is the page's place in the tree, ``root_url_path`` that of its site's root page in the same language.
    The default language has no prefix, any other has ``/{language_code}/``.
    """
    path = quote("/" + url_path[len(root_url_path) :], safe="/~")
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False) and language_code != settings.LANGUAGE_CODE:
        return f"/{language_code}{path}"
    return path


@dataclass(frozen=True)
class SiteRoot:
    """One tree of pages that a site serves: its root page in one language."""

    site_id: int
    root_url: str
    tree_path: str
    url_path: str
    language_code: str

    def holds(self, tree_path: str) -> bool:
        """Tell whether the page at ``tree_path`` is this root or below it."""
        return tree_path.startswith(self.tree_path)

    def html_path(self, page: Page) -> str:
        """Return the path, on the frontend, of a page below this root."""
        return frontend_path(page.url_path, self.url_path, self.language_code)


def all_sites() -> list[Site]:
    """Return all sites with their root pages."""
    return list(Site.objects.select_related("root_page", "root_page__locale"))


class SitePaths:
    """The paths of pages on their sites, read from the database once and never from Wagtail's cache.

    With ``site``, a page that several sites serve is taken to be on that one.

    Wagtail keeps site root paths for an hour in a cache of each process, too long for an answer that must follow an
    edited site record at once.
    """

    def __init__(self, site: Site | None = None, sites: Sequence[Site] | None = None) -> None:
        """Take ``sites``, all of them with their root pages, where they are loaded already."""
        self.site = site
        self._sites = sites

    @cached_property
    def roots(self) -> list[SiteRoot]:
        """All roots, deepest first, and of equal ones that of ``site`` and then that of the default site first."""
        sites = all_sites() if self._sites is None else self._sites
        keys = {site.root_page.translation_key for site in sites}
        i18n = getattr(settings, "WAGTAIL_I18N_ENABLED", False)
        pages: dict[object, list[Page]] = {site.root_page.translation_key: [site.root_page] for site in sites}
        if i18n:
            pages = {key: [] for key in keys}
            for page in Page.objects.filter(translation_key__in=keys).select_related("locale"):
                pages[page.translation_key].append(page)
        roots = [
            (
                site,
                SiteRoot(site.pk, site.root_url, page.path, page.url_path, page.locale.language_code if i18n else ""),
            )
            for site in sites
            for page in pages[site.root_page.translation_key]
        ]
        roots.sort(key=lambda pair: (-len(pair[1].tree_path), pair[0] != self.site, not pair[0].is_default_site))
        return [root for _, root in roots]

    @cached_property
    def own_roots(self) -> list[SiteRoot]:
        """The roots of ``site``; none without a site."""
        return [root for root in self.roots if self.site is not None and root.site_id == self.site.pk]

    @cached_property
    def nested_roots(self) -> list[SiteRoot]:
        """The roots of other sites that lie inside this one's; what is below them is theirs."""
        own = {root.tree_path for root in self.own_roots}
        return [
            root
            for root in self.roots
            if root.tree_path not in own and any(outer.holds(root.tree_path) for outer in self.own_roots)
        ]

    def root_of(self, page: Page) -> SiteRoot | None:
        """Return the root that serves ``page``, or ``None`` where no site does."""
        return self.root_at(page.path)

    def root_at(self, tree_path: str) -> SiteRoot | None:
        """Return the root that serves the page at a place in the tree, or ``None`` where no site does."""
        return next((root for root in self.roots if root.holds(tree_path)), None)

    def html_path(self, page: Page) -> str | None:
        """Return the page's path on its frontend, or ``None`` where no site serves it."""
        root = self.root_of(page)
        return root.html_path(page) if root else None

    def html_url(self, page: Page) -> str | None:
        """Return the page's absolute URL on its frontend, or ``None`` where no site serves it."""
        root = self.root_of(page)
        return root.root_url + root.html_path(page) if root else None
