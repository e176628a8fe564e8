"""Suggests the known name that an unknown one was meant to be."""

import difflib
from collections.abc import Iterable, Mapping

#: What other APIs call a parameter, with the names here, the best one first.
PARAMETER_ALIASES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("sort", "sort_by", "sortby", "order_by", "orderby", "ordering"), ("order",)),
    **dict.fromkeys(("q", "query", "s", "keyword", "keywords", "term", "terms", "text"), ("search",)),
    **dict.fromkeys(("per_page", "perpage", "page_size", "pagesize", "first", "take", "top", "max"), ("limit",)),
    **dict.fromkeys(("page", "page_number", "skip"), ("offset",)),
    "after": ("cursor", "since"),
    "before": ("cursor",),
    "start": ("from", "offset"),
    "end": ("to",),
    **dict.fromkeys(("lang", "language"), ("locale",)),
    **dict.fromkeys(("select", "include", "only", "expand", "populate"), ("fields",)),
    "category": ("topic",),
    "tag": ("tags",),
    "ids": ("id",),
    "url": ("html_path", "path"),
}
#: What other APIs call a column to order by, likewise.
ORDER_ALIASES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("start", "starts", "start_date", "start_time", "begin", "begins"), ("starts_at",)),
    **dict.fromkeys(("end", "ends", "end_date", "end_time"), ("ends_at",)),
    "date": ("starts_at", "published_on", "first_published_at", "lastmod"),
    "published": ("published_on", "first_published_at", "lastmod"),
    **dict.fromkeys(("published_at", "created", "created_at"), ("first_published_at", "published_on", "lastmod")),
    **dict.fromkeys(("updated", "updated_at", "modified", "modified_at"), ("last_published_at", "lastmod")),
    "name": ("title",),
    "title": ("name",),
    "rand": ("random",),
}
_ALIASES = {"parameter": PARAMETER_ALIASES, "order": ORDER_ALIASES}


def suggested(name: str, known: Iterable[str], what: str) -> str | None:
    """Return the known name that ``name`` probably stands for, or ``None``.

    ``what`` says what it names, such as ``parameter``. What other APIs call a thing goes before what looks similar:
    ``page`` is like ``phase``, but stands for ``offset``.
    """
    names = list(known)
    meant = next((other for other in _ALIASES.get(what, {}).get(name.lower(), ()) if other in names), None)
    return meant or next(iter(difflib.get_close_matches(name, names, 1)), None)
