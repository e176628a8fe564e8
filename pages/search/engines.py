"""The search engine for each database."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from pages.search.engine import Engine
from pages.search.postgresql_engine import PostgresqlEngine
from pages.search.sqlite_engine import SqliteEngine

ENGINES: dict[str, type[Engine]] = {"sqlite": SqliteEngine, "postgresql": PostgresqlEngine}


def engine_of(database: BaseDatabaseWrapper = connection) -> Engine:
    """Return the engine for a database connection. Raise ``ImproperlyConfigured`` if its database has none."""
    if database.vendor not in ENGINES:
        raise ImproperlyConfigured(f"There is no full-text search for {database.vendor} databases.")
    return ENGINES[database.vendor](database)
