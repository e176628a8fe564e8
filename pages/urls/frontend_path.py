"""Frontend paths in the form in which redirects and withdrawn paths store them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect

from pages.visibility.paths import SitePaths, SiteRoot, frontend_path

#: The maximum number of paths in one statement.
PATHS_PER_STATEMENT = 500


@dataclass(frozen=True)
class FrontendPath:
    """A path on the frontend of a site: decoded, without a trailing slash."""

    site_id: int
    path: str

    @classmethod
    def below(cls, root: SiteRoot, url_path: str) -> "FrontendPath":
        """Return the path of the page that a root serves at ``url_path``."""
        path = frontend_path(url_path, root.url_path, root.language_code)
        return cls(root.site_id, Redirect.normalise_path(path))


def frontend_paths_at(paths: SitePaths, tree_path: str, url_path: str) -> list[FrontendPath]:
    """Return the paths of the page at a position in the tree: one for each site that serves it."""
    return [FrontendPath.below(root, url_path) for root in paths.roots_at(tree_path)]


def conditions(paths: Iterable[FrontendPath], field: str) -> Iterator[Q]:
    """Yield conditions that together match the rows with these paths in ``field``, ``PATHS_PER_STATEMENT`` in each."""
    by_site: dict[int, list[str]] = defaultdict(list)
    for path in dict.fromkeys(paths):
        by_site[path.site_id].append(path.path)
    for site_id, known in by_site.items():
        for start in range(0, len(known), PATHS_PER_STATEMENT):
            yield Q(site_id=site_id, **{f"{field}__in": known[start : start + PATHS_PER_STATEMENT]})


def written_forms(path: str) -> list[str]:
    """Return the forms in which a path can be stored: as requested, in the usual encoding, and decoded."""
    decoded = unquote(path)
    encoded = quote(decoded, safe="/~!$&'()*+,;=:@")
    forms = (Redirect.normalise_path(path), Redirect.normalise_path(encoded), decoded.rstrip("/") or "/")
    return list(dict.fromkeys(forms))
