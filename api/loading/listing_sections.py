"""The sections that list shared records, and the paths of the records below them."""

import functools
from dataclasses import dataclass
from urllib.parse import quote

from api.tags.dependencies import depend_on
from api.tags.names import sections_tag
from pages.database.prepared import PreparedQuery, datetime_argument
from pages.models.section_page import SectionPage
from pages.visibility.visibility import Visibility, current


@dataclass(frozen=True)
class ListingSection:
    """The path of a section that lists records, and the key of its locale."""

    path: str
    locale_id: int


def listing_sections(visibility: Visibility, shows: str) -> list[ListingSection]:
    """Return the sections that list ``shows``, the preferred one first, in one query."""
    if visibility.site is None:
        return []
    depend_on(sections_tag(shows))
    found = (row for row in _sections(shows).rows(at=visibility.at) if visibility.is_at_public_place(row[0]))
    in_order = sorted(found, key=lambda row: visibility.paths.own_order(row[0]))
    roots = ((visibility.paths.root_at(tree_path), url_path, locale) for tree_path, url_path, locale in in_order)
    return [ListingSection(root.html_path(url_path), locale) for root, url_path, locale in roots if root]


def section_paths(visibility: Visibility, shows: str) -> list[str]:
    """Return the paths of the sections that list ``shows``, the preferred one first, in one query."""
    return [section.path for section in listing_sections(visibility, shows)]


def record_path(section_path: str, slug: str) -> str:
    """Return the path of the record with this slug below a section."""
    return f"{section_path}{quote(slug)}/"


@functools.cache
def _sections(shows: str) -> PreparedQuery:
    found = SectionPage.objects.filter(current(datetime_argument("at")), shows=shows)
    return PreparedQuery(lambda: found.order_by().values_list("path", "url_path", "locale_id"))
