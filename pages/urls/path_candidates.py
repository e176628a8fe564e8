"""Find the possible positions of the page at a path, ignoring case."""

import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote

from pages.visibility.paths import SitePaths, SiteRoot


@dataclass(frozen=True)
class PathCandidate:
    """A possible position of the page at a path; ``exact`` is false if case or accents had to be normalized."""

    root: SiteRoot
    url_path: str
    exact: bool


def path_candidates(paths: SitePaths, html_path: str) -> list[PathCandidate]:
    """Return the possible positions of the page at a frontend path: first as written, then in lower case.

    The lower-case form uses composed characters (NFC), as slugs do, because some systems send accents separately.
    """
    exact = [PathCandidate(root, url_path, True) for root, url_path in paths.places(html_path)]
    lower = quote(unicodedata.normalize("NFC", unquote(html_path)).lower())
    known = {(place.root, place.url_path) for place in exact}
    loose = [
        PathCandidate(root, url_path, False) for root, url_path in paths.places(lower) if (root, url_path) not in known
    ]
    return [*exact, *loose]
