"""The pages on the way to a path."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page

from pages.urls.path_candidates import path_candidates
from pages.visibility.paths import SitePaths, language_prefix

#: No tree of pages is deeper.
DEEPEST_PAGE = Page._meta.get_field("path").max_length // Page.steplen


@dataclass(frozen=True)
class AncestorPathRow:
    """A page on the way, public or not."""

    id: int
    tree_path: str
    url_path: str
    live: bool
    expire_at: datetime.datetime | None
    is_public: bool
    #: Whether it is a page of the site asked about, and not of another one inside that.
    is_own: bool

    def has_expired(self, at: datetime.datetime) -> bool:
        """Tell whether the page of this site was public until its time was over."""
        return self.is_own and self.live and self.expire_at is not None and self.expire_at <= at


class AncestorPath:
    """The pages at a path of a site and above it, nearest first. One query."""

    def __init__(self, paths: SitePaths, public_pages: QuerySet[Page], path: str) -> None:
        places = path_candidates(paths, path)
        # Those come first that have more of the path, and then those of the language that the path begins with.
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
        #: Those at the path itself.
        self.here = [row for row in self.rows if row.url_path in ends]


def _ways(root_url_path: str, url_path: str) -> Iterator[str]:
    """Yield the url paths from a root down to a place below it, or as far as pages can go."""
    way = root_url_path
    yield way
    for part in url_path[len(root_url_path) :].rstrip("/").split("/")[:DEEPEST_PAGE]:
        if part:
            way += f"{part}/"
            yield way
