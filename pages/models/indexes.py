"""Indexes for what answers look up and order by, where a model cannot describe them.

Wagtail's own table has none for the page at a path, nor for the pages of a type in the order of the tree. Lists put
the newest first and pages without a date last, which an index of PostgreSQL gives only if it is in that very order; on
SQLite the indexes of the columns do.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from wagtail.models import Page

from pages.models import EventPage, GuestBlogPost

Index = tuple[type[Model], str]

#: By database and name, the model and what is indexed. A path is looked up as it is, and whatever its capitals: a hash
#: takes a path of any length, which a tree of PostgreSQL does not; ``LIKE`` of SQLite uses an index that does not tell
#: capitals apart.
_INDEXES: dict[str, dict[str, Index]] = {
    "sqlite": {
        "pages_url_path": (Page, "(url_path)"),
        "pages_url_path_nocase": (Page, "(url_path COLLATE NOCASE)"),
        "pages_type_path": (Page, "(content_type_id, path)"),
    },
    "postgresql": {
        "pages_url_path": (Page, "USING hash (url_path)"),
        "pages_url_path_nocase": (Page, "USING hash (UPPER(url_path::text))"),
        "pages_type_path": (Page, "(content_type_id, path)"),
        "pages_newest_posts": (GuestBlogPost, "(published_on DESC NULLS LAST, page_ptr_id)"),
        "pages_latest_events": (EventPage, "(starts_at DESC NULLS LAST, page_ptr_id)"),
    },
}


def make_indexes(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Make those that are missing, after every ``migrate``.

    Not in a migration: where SQLite cannot alter a table, Django makes it anew with the indexes that it knows of, so a
    migration of Wagtail's could remove them.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for name, (model, columns) in _INDEXES[connection.vendor].items():
            if model._meta.db_table in tables:
                cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {model._meta.db_table} {columns}")
