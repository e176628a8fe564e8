"""An entry as arguments of Django's feed generators."""

from typing import Any

from django.utils.html import escape

from api.entries.entry import Entry
from api.feeds.enclosure import enclosures


def item_of(entry: Entry) -> dict[str, Any]:
    """Return what RSS and Atom have in common of an entry, as arguments of ``add_item``."""
    return {
        "title": entry.title,
        "link": entry.url,
        "description": escape(entry.summary),
        "pubdate": entry.published,
        "updateddate": entry.updated,
        "unique_id": entry.identifier,
        "enclosures": enclosures(entry.image),
        "categories": entry.categories,
        "html": entry.html,
        "authors": entry.authors,
    }
