"""Indexes by which the page at a path is found: Wagtail's own table has none for that."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from wagtail.models import Page

#: By database, what of a path is looked up: the path as it is, and whatever its capitals. A hash takes a path of any
#: length, which a tree of PostgreSQL does not; ``LIKE`` of SQLite uses an index that does not tell capitals apart.
_INDEXES = {
    "sqlite": {"pages_url_path": "(url_path)", "pages_url_path_nocase": "(url_path COLLATE NOCASE)"},
    "postgresql": {
        "pages_url_path": "USING hash (url_path)",
        "pages_url_path_nocase": "USING hash (UPPER(url_path::text))",
    },
}


def make_path_indexes(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Make those that are missing, after every ``migrate``.

    Not in a migration: where SQLite cannot alter a table, Django makes it anew with the indexes that it knows of, so a
    migration of Wagtail's could remove them.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if Page._meta.db_table not in connection.introspection.table_names(cursor):
            return
        for name, columns in _INDEXES[connection.vendor].items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {Page._meta.db_table} {columns}")
