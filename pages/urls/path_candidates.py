"""Where the page at a path can be, whatever its capitals."""

import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote

from pages.visibility.paths import SitePaths, SiteRoot


@dataclass(frozen=True)
class PathCandidate:
    """A place at which the page at a path can be; it is ``exact`` unless capitals or accents had to be rewritten."""

    root: SiteRoot
    url_path: str
    exact: bool


def path_candidates(paths: SitePaths, html_path: str) -> list[PathCandidate]:
    """Return where the page at a path on the frontend of the site can be, as it is written first, then in lower case.

    In lower case accents are part of their letters, as they are in slugs; some systems send them apart.
    """
    exact = [PathCandidate(root, url_path, True) for root, url_path in paths.places(html_path)]
    lower = quote(unicodedata.normalize("NFC", unquote(html_path)).lower())
    known = {(place.root, place.url_path) for place in exact}
    loose = [
        PathCandidate(root, url_path, False) for root, url_path in paths.places(lower) if (root, url_path) not in known
    ]
    return [*exact, *loose]
