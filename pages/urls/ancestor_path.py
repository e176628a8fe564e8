"""The page at a path and its ancestors."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page

from pages.urls.path_candidates import path_candidates
from pages.visibility.paths import SitePaths, language_prefix

#: The maximum depth of the page tree.
DEEPEST_PAGE = Page._meta.get_field("path").max_length // Page.steplen


@dataclass(frozen=True)
class AncestorPathRow:
    """A page at or above a path, public or not."""

    id: int
    tree_path: str
    url_path: str
    live: bool
    expire_at: datetime.datetime | None
    is_public: bool
    #: Whether the page belongs to the requested site, and not to another site nested inside it.
    is_own: bool

    def has_expired(self, at: datetime.datetime) -> bool:
        """Tell whether the page belongs to this site and was public until it expired."""
        return self.is_own and self.live and self.expire_at is not None and self.expire_at <= at


class AncestorPath:
    """The pages at a path of a site and above it, nearest first, read with one query."""

    def __init__(self, paths: SitePaths, public_pages: QuerySet[Page], path: str) -> None:
        places = path_candidates(paths, path)
        # Pages that match more of the path come first, then those in the language of the path's prefix.
        order: dict[str, tuple[int, int]] = {}
        for position, place in enumerate(places):
            root = place.root
            before = len(language_prefix(root.language_code)) - len(root.url_path)
            for url_path in _ways(root.url_path, place.url_path):
                order.setdefault(url_path, (-before - len(url_path), position))
        pages = Page.objects.filter(url_path__in=order)
        pages = pages.annotate(is_public=Exists(public_pages.filter(pk=OuterRef("pk"))))
        own = {root.tree_path for root in paths.own_roots}
        self.rows: list[AncestorPathRow] = []
        for page in pages.only("path", "url_path", "live", "expire_at"):
            server = paths.root_of(page)
            is_own = server is not None and server.tree_path in own
            self.rows.append(
                AncestorPathRow(page.pk, page.path, page.url_path, page.live, page.expire_at, page.is_public, is_own)
            )
        self.rows.sort(key=lambda row: order[row.url_path])
        ends = {place.url_path for place in places}
        #: The pages at the path itself.
        self.here = [row for row in self.rows if row.url_path in ends]


def _ways(root_url_path: str, url_path: str) -> Iterator[str]:
    """Yield the url paths from a root down to ``url_path``, at most to the maximum depth of the page tree."""
    way = root_url_path
    yield way
    for part in url_path[len(root_url_path) :].rstrip("/").split("/")[:DEEPEST_PAGE]:
        if part:
            way += f"{part}/"
            yield way
