"""The data that every response about pages needs: sites, languages, restrictions, and which collections are public."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, TextField, Value
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from pages.database.prepared import JSONColumns, PreparedQuery, json_columns, object_from_json
from pages.visibility.public_library import PublicLibrary

_NOT_IN_HOSTS = re.compile(r"[^\w.:\[\]-]")


@dataclass(frozen=True)
class SiteContext:
    """The sites with their root pages, the language codes by locale key, and the tree paths of restricted pages,
    restricted collections and public libraries."""

    sites: list[Site] = field(default_factory=list)
    language_codes: dict[int, str] = field(default_factory=dict)
    restricted_pages: tuple[str, ...] = ()
    restricted_collections: tuple[str, ...] = ()
    public_libraries: tuple[str, ...] = ()


def read_site_context() -> SiteContext:
    """Return the context, read from the database with one query."""
    sites: list[Site] = []
    language_codes: dict[int, str] = {}
    trees: dict[str, list[str]] = {"page": [], "collection": [], "library": []}
    for kind, path, columns in _QUERY.rows():
        if kind == "site":
            sites.append(_site(columns))
        elif kind == "locale":
            language_codes[columns["id"]] = columns["language_code"]
        else:
            trees[kind].append(path)
    return SiteContext(sites, language_codes, tuple(trees["page"]), tuple(trees["collection"]), tuple(trees["library"]))


def all_sites() -> list[Site]:
    """Return all sites with their root pages."""
    return read_site_context().sites


def _site(columns: dict[str, Any]) -> Site:
    """Return a site with its root page.

    A port that is no number, which only SQLite stores, is the default one; a host name is without what no host name
    has, since every URL of the site begins with it.
    """
    site: Site = object_from_json(Site, columns["site"])
    if not isinstance(site.port, int):
        site.port = Site._meta.get_field("port").get_default()
    site.hostname = _NOT_IN_HOSTS.sub("", str(site.hostname))
    root_page = object_from_json(Page, columns["root_page"])
    root_page.locale = object_from_json(Locale, columns["locale"])
    site.root_page = root_page
    return site


def _query() -> Any:
    sites = Site.objects.order_by().annotate(
        scope_kind=Value("site", TextField()),
        scope_path=Value("", TextField()),
        scope_columns=JSONColumns(
            site=JSONColumns(**json_columns(Site)),
            root_page=JSONColumns(**json_columns(Page, "root_page__")),
            locale=JSONColumns(**json_columns(Locale, "root_page__locale__")),
        ),
    )
    locales = Locale.all_objects.order_by().annotate(
        scope_kind=Value("locale", TextField()),
        scope_path=Value("", TextField()),
        scope_columns=JSONColumns(**json_columns(Locale)),
    )
    parts = [
        locales.values_list("scope_kind", "scope_path", "scope_columns"),
        _trees("page", Page, PageViewRestriction.objects.values("page")),
        _trees("collection", Collection, CollectionViewRestriction.objects.values("collection")),
        _trees("library", Collection, PublicLibrary.objects.values("collection")),
    ]
    return sites.values_list("scope_kind", "scope_path", "scope_columns").union(*parts, all=True)


def _trees(kind: str, model: type[Page | Collection], keys: Any) -> Any:
    # A subquery instead of a join: SQLite assumes that a table without statistics is large, and would read all pages.
    found = model.objects.filter(pk__in=keys).order_by()
    annotated = found.annotate(scope_kind=Value(kind, TextField()), scope_path=F("path"), scope_columns=JSONColumns())
    return annotated.values_list("scope_kind", "scope_path", "scope_columns")


_QUERY = PreparedQuery(_query)
