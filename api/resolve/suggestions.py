"""Suggests pages for a path at which there is none."""

import difflib
from typing import Any
from urllib.parse import unquote

from django.db.models import QuerySet
from wagtail.models import Page

from api.content import representations
from api.loading.related_objects import RelatedObjects
from pages.search.query import Operator, SearchQuery
from pages.search.results import ranked, searching
from pages.urls.ancestor_path import AncestorPath

MOST_SUGGESTIONS = 5
MOST_SIMILAR = 3
#: The maximum number of siblings whose slugs are compared.
MOST_COMPARED = 500
LONGEST_SLUG = Page._meta.get_field("slug").max_length


def suggestions(
    path: str, trail: AncestorPath, public_pages: QuerySet[Page], related: RelatedObjects
) -> list[dict[str, Any]]:
    """Return links to at most five public pages.

    First the nearest page above the path, then siblings with a similar slug, then pages in the language of the path
    that a search for the words of the slug finds. The number of queries is bounded.
    """
    parts = [part for part in unquote(path).split("/") if part]
    above = next((row for row in trail.rows if row.is_public), None)
    keys = [above.id] if above else []
    if parts and above:
        keys += _beside(above.tree_path, parts[-1], public_pages)
        if len(set(keys)) < MOST_SUGGESTIONS:
            roots = related.visibility.paths.own_roots
            root = next((root for root in roots if root.holds(above.tree_path)), None)
            keys += _found(parts[-1], public_pages.filter(path__startswith=root.tree_path) if root else public_pages)
    keys = list(dict.fromkeys(keys))[:MOST_SUGGESTIONS]
    related.want("pages", *keys)
    related.load()
    return representations.page_links(related, keys)


def _beside(tree_path: str, slug: str, public_pages: QuerySet[Page]) -> list[int]:
    if len(slug) > LONGEST_SLUG:
        return []
    children = public_pages.filter(path__startswith=tree_path, depth=len(tree_path) // Page.steplen + 1)
    known = dict(children.order_by("path").values_list("slug", "pk")[:MOST_COMPARED])
    return [known[similar] for similar in difflib.get_close_matches(slug.lower(), known, MOST_SIMILAR)]


def _found(slug: str, public_pages: QuerySet[Page]) -> list[int]:
    words = [word for word in SearchQuery.parse(slug).words if len(word) > 2]
    with searching():
        return ranked(public_pages, SearchQuery(tuple(words), Operator.OR))[: MOST_SUGGESTIONS + 1]
