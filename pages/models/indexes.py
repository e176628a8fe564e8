"""Database indexes for lookups and orderings of the API that model options cannot declare.

Wagtail's page table has no index for looking up a path, nor for the pages of a type in tree order. Lists are sorted
newest first with undated pages last, for which PostgreSQL needs an index in exactly that order, and records by name,
in alphabetical order; on SQLite the column indexes are enough.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from wagtail.models import Page

from pages.database.alphabet import COLLATION
from pages.models import EventPage, GuestBlogPost, Image, Organization, Person

Index = tuple[type[Model], str]

#: Maps databases and index names to the model and the indexed columns. Paths are looked up both exactly and ignoring
#: case. On PostgreSQL, hash indexes accept paths of any length, which B-trees do not; on SQLite, ``LIKE`` uses an index
#: with ``NOCASE`` collation.
_INDEXES: dict[str, dict[str, Index]] = {
    "sqlite": {
        "pages_url_path": (Page, "(url_path)"),
        "pages_url_path_nocase": (Page, "(url_path COLLATE NOCASE)"),
        "pages_type_path": (Page, "(content_type_id, path)"),
        "pages_images_by_file": (Image, "(file)"),
    },
    "postgresql": {
        "pages_url_path": (Page, "USING hash (url_path)"),
        "pages_url_path_nocase": (Page, "USING hash (UPPER(url_path::text))"),
        "pages_type_path": (Page, "(content_type_id, path)"),
        "pages_images_by_file": (Image, "(file)"),
        "pages_newest_posts": (GuestBlogPost, "(published_on DESC NULLS LAST, page_ptr_id)"),
        "pages_latest_events": (EventPage, "(starts_at DESC NULLS LAST, page_ptr_id)"),
        "pages_people_by_name": (Person, f'(name COLLATE "{COLLATION}", id)'),
        "pages_organizations_by_name": (Organization, f'(name COLLATE "{COLLATION}", id)'),
    },
}


def make_indexes(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Create the missing indexes after every ``migrate``.

    This is not done in a migration: where SQLite cannot alter a table, Django recreates it with only the indexes that
    it knows, so a Wagtail migration could remove these.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for name, (model, columns) in _INDEXES[connection.vendor].items():
            if model._meta.db_table in tables:
                cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {model._meta.db_table} {columns}")
