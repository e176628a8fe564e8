"""What a process needs: the database, its migrations, the cache, static files."""

import secrets
import time
from functools import cache

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.cache import cache as default_cache
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from operations.health.health_check import Finding, error, ok, warning


def judge_database() -> Finding:
    """Ask the database for nothing, and measure how long that takes."""
    with connection.cursor() as cursor:
        # The first statement may have to open the connection.
        cursor.execute("SELECT 1")
        started = time.perf_counter()
        cursor.execute("SELECT 1")
        row = cursor.fetchone()
        milliseconds = (time.perf_counter() - started) * 1000
    if row != (1,):
        return error("The database answers nonsense.")
    sentence = f"{connection.display_name} answers within {milliseconds:.1f} ms."
    return warning(sentence) if milliseconds > settings.HEALTH_DATABASE_MILLISECONDS else ok(sentence)


def judge_migrations() -> Finding:
    """Compare the migrations of the code with those that the database has."""
    pending = sorted(latest_migrations() - MigrationRecorder(connection).applied_migrations().keys())
    if pending:
        return error("Not applied: " + ", ".join(f"{application}.{name}" for application, name in pending) + ".")
    return ok("All are applied.")


@cache
def latest_migrations() -> frozenset[tuple[str, str]]:
    """Return the last migration of each application. Read from disk once: the code of a process does not change."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def judge_cache() -> Finding:
    """Write something into the cache, and read it."""
    value = secrets.token_hex(8)
    # Each check uses a different key, so that two processes checked at once do not read each other's value.
    key = f"readyz:{value}"
    default_cache.set(key, value, timeout=5)
    if default_cache.get(key) != value:
        return error("The cache does not keep what it is given.")
    return ok("It keeps what it is given.")


def judge_static_files() -> Finding:
    """Look whether this process has the list of static files, without which every page of the admin fails."""
    storage: object = storages["staticfiles"]
    if not isinstance(storage, ManifestFilesMixin):
        return ok("They are served as they are, without a manifest.")
    if not storage.hashed_files:
        return error("This process found no manifest of static files when it started.")
    return ok(f"The manifest names {len(storage.hashed_files)} files.")
