"""The path and URL of a page on its frontend. No other module builds them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, unquote

from django.conf import settings
from django.utils.functional import cached_property
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, Site

from pages.visibility.site_context import all_sites

P = TypeVar("P", bound=Page)


def frontend_path(url_path: str, root_url_path: str, language_code: str) -> str:
    """Return the path of a page on its frontend, percent-encoded; it starts and ends with ``/``.

    ``url_path`` is that of the page, ``root_url_path`` that of its site's root page in the same language. Paths in the
    default language have no prefix; all others start with ``/{language_code}/``.
    """
    return language_prefix(language_code) + quote("/" + url_path[len(root_url_path) :], safe="/~")


def language_prefix(language_code: str) -> str:
    """Return the prefix of paths in a language: ``""`` or ``/{language_code}``."""
    prefixed = getattr(settings, "WAGTAIL_I18N_ENABLED", False) and language_code != settings.LANGUAGE_CODE
    return f"/{language_code}" if prefixed else ""


@dataclass(frozen=True)
class SiteRoot:
    """The root page of a site in one language, with the tree of pages below it."""

    site_id: int
    root_url: str
    tree_path: str
    url_path: str
    language_code: str

    def holds(self, tree_path: str) -> bool:
        """Tell whether the page at ``tree_path`` is this root or below it."""
        return tree_path.startswith(self.tree_path)

    def html_path(self, url_path: str) -> str:
        """Return the frontend path of the page with a ``url_path`` below this root."""
        return frontend_path(url_path, self.url_path, self.language_code)


class SitePaths:
    """The paths of pages on their sites, read once from the database and never from Wagtail's cache.

    With ``site``, a page that several sites serve counts as a page of that site.

    Wagtail caches site root paths for an hour in each process, but a response must reflect an edited site record at
    once.
    """

    def __init__(self, site: Site | None = None, sites: Sequence[Site] | None = None) -> None:
        """Use ``sites``, which must be all sites with their root pages, if they are already loaded."""
        self.site = site
        self._sites = sites

    @cached_property
    def roots(self) -> list[SiteRoot]:
        """All roots, deepest first; at the same depth ``site`` comes first, then the default site."""
        sites = all_sites() if self._sites is None else self._sites
        translations = self._translated_root_pages(sites)
        roots = [
            (site, SiteRoot(site.pk, site.root_url, page.path, page.url_path, page.locale.language_code))
            for site in sites
            for page in [site.root_page, *translations[site.root_page.translation_key]]
            if page is site.root_page or page.pk != site.root_page_id
        ]
        roots.sort(key=lambda pair: (-len(pair[1].tree_path), pair[0] != self.site, not pair[0].is_default_site))
        return [root for _, root in roots]

    @staticmethod
    def _translated_root_pages(sites: Sequence[Site]) -> Mapping[object, list[Page]]:
        """Return the root pages in all content languages, by translation key."""
        found: dict[object, list[Page]] = defaultdict(list)
        if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            pages = Page.objects.filter(
                translation_key__in={site.root_page.translation_key for site in sites},
                # The pages of a language that is no longer configured are kept, but have no path.
                locale__language_code__in=get_content_languages(),
            )
            for page in pages.select_related("locale").order_by("path"):
                found[page.translation_key].append(page)
        return found

    @cached_property
    def own_roots(self) -> list[SiteRoot]:
        """The roots of ``site``, the default language first, or none without a site."""
        own = [root for root in self.roots if self.site is not None and root.site_id == self.site.pk]
        return sorted(own, key=lambda root: root.language_code != settings.LANGUAGE_CODE)

    @cached_property
    def language_codes(self) -> frozenset[str]:
        """The codes of the languages in which ``site`` can have pages."""
        return frozenset(get_content_languages()) | {root.language_code for root in self.own_roots}

    @cached_property
    def nested_roots(self) -> list[SiteRoot]:
        """The roots of other sites inside this site's roots. The pages below them belong to those sites."""
        own = {root.tree_path for root in self.own_roots}
        return [
            root
            for root in self.roots
            if root.tree_path not in own and any(outer.holds(root.tree_path) for outer in self.own_roots)
        ]

    def root_of(self, page: Page) -> SiteRoot | None:
        """Return the root that serves ``page``, or ``None`` if no site does."""
        return self.root_at(page.path)

    def root_at(self, tree_path: str) -> SiteRoot | None:
        """Return the root that serves the page at ``tree_path``, or ``None`` if no site does."""
        return next((root for root in self.roots if root.holds(tree_path)), None)

    def roots_at(self, tree_path: str) -> list[SiteRoot]:
        """Return every root that serves the page at ``tree_path``: several if sites share a root page."""
        nearest = self.root_at(tree_path)
        return [root for root in self.roots if nearest is not None and root.tree_path == nearest.tree_path]

    def own_order(self, tree_path: str) -> tuple[int, str]:
        """Return a sort key for pages of ``site``: by language, the default first, then by position in the tree."""
        positions = (position for position, root in enumerate(self.own_roots) if root.holds(tree_path))
        return next(positions, len(self.own_roots)), tree_path

    def first(self, places: Iterable[tuple[str, int]]) -> int | None:
        """Return the primary key of the page that is first in ``own_order``, given pairs of tree path and key."""
        keys = dict(places)
        return keys[min(keys, key=self.own_order)] if keys else None

    def html_path(self, page: Page) -> str | None:
        """Return the page's path on its frontend, or ``None`` if no site serves it."""
        root = self.root_of(page)
        return root.html_path(page.url_path) if root else None

    def html_url(self, page: Page) -> str | None:
        """Return the page's absolute URL on its frontend, or ``None`` if no site serves it."""
        root = self.root_of(page)
        return root.root_url + root.html_path(page.url_path) if root else None

    def find(self, html_path: str, load: Callable[[list[str]], Iterable[P]]) -> tuple[SiteRoot, P] | None:
        """Return the page at a frontend path of ``site``, with the root that it is below, or ``None``.

        ``load`` takes values of ``url_path`` and returns the pages that have them and may be found.
        """
        places = list(self.places(html_path))
        pages = list(load([url_path for _, url_path in places]))
        found = (
            (root, page)
            for root, url_path in places
            for page in pages
            if page.url_path == url_path and root.holds(page.path)
        )
        return next(found, None)

    def places(self, html_path: str) -> Iterator[tuple[SiteRoot, str]]:
        """Yield the possible positions of the page at a frontend path of ``site``: a root and a ``url_path`` below it.

        The path may be percent-encoded, may lack its leading or trailing slash and may contain double slashes. A path
        with a language prefix is tried in that language first; a page in the default language can have the same path.
        """
        path = "/".join(filter(None, unquote(html_path).split("/")))
        wanted = f"/{path}/" if path else "/"
        for root in sorted(self.own_roots, key=lambda root: not language_prefix(root.language_code)):
            prefix = f"{language_prefix(root.language_code)}/"
            if wanted.startswith(prefix):
                yield root, root.url_path + wanted[len(prefix) :]
