"""An address on a frontend, as redirects and withdrawn paths store it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect

from pages.visibility.paths import SitePaths, SiteRoot, frontend_path

#: How many paths one statement names.
PATHS_PER_STATEMENT = 500


@dataclass(frozen=True)
class FrontendPath:
    """A path on the frontend of a site: decoded, without its final slash."""

    site_id: int
    path: str

    @classmethod
    def below(cls, root: SiteRoot, url_path: str) -> "FrontendPath":
        """Return the address of the page that a root serves at ``url_path``."""
        path = frontend_path(url_path, root.url_path, root.language_code)
        return cls(root.site_id, Redirect.normalise_path(path))


def frontend_paths_at(paths: SitePaths, tree_path: str, url_path: str) -> list[FrontendPath]:
    """Return the addresses of the page at a place in the tree: one for each site that serves it."""
    return [FrontendPath.below(root, url_path) for root in paths.roots_at(tree_path)]


def conditions(addresses: Iterable[FrontendPath], field: str) -> Iterator[Q]:
    """Yield conditions that match the rows at addresses, with the path in ``field``; no condition names too many."""
    by_site: dict[int, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        by_site[address.site_id].append(address.path)
    for site_id, known in by_site.items():
        for start in range(0, len(known), PATHS_PER_STATEMENT):
            yield Q(site_id=site_id, **{f"{field}__in": known[start : start + PATHS_PER_STATEMENT]})


def written_forms(path: str) -> list[str]:
    """Return the ways in which a path can be stored: as it was asked for, encoded as usual, and decoded."""
    decoded = unquote(path)
    encoded = quote(decoded, safe="/~!$&'()*+,;=:@")
    forms = (Redirect.normalise_path(path), Redirect.normalise_path(encoded), decoded.rstrip("/") or "/")
    return list(dict.fromkeys(forms))
