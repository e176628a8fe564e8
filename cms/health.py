"""Health checks for load balancers and process supervisors.

`/healthz` shows that the process responds: restart it if it does not. `/readyz` shows that it can do its work: send it
no traffic while the status is 503. The reason for a failure is logged and never shown.
"""

import logging
import os
import secrets
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.core.cache import cache as default_cache
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

#: With fewer free bytes on the disk of the uploads, the storage counts as failed: an upload may take that much.
LEAST_FREE = 50 * 1024 * 1024


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Return 200 without using any service: a slow database must not make the supervisor restart healthy processes."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Return 200 if the database responds and its migrations are applied, otherwise 503.

    A failing cache or storage is reported as "degraded" with 200: text is served without them, and taking every
    process out of service would turn a slower site, or one without new images, into no site at all.
    """
    database = passes("database", database_responds)
    checks = {
        "database": database,
        "migrations": database and passes("migrations", migrations_are_applied),
        "cache": passes("cache", cache_keeps_values),
        "storage": passes("storage", storage_responds),
    }
    ready = checks["database"] and checks["migrations"]
    status = "unavailable" if not ready else "ok" if all(checks.values()) else "degraded"
    body = {"status": status, "checks": {name: "ok" if passed else "failed" for name, passed in checks.items()}}
    return JsonResponse(body, status=200 if ready else 503)


def passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        passed = check()
    except Exception:
        # Whatever the check raises, the result is the same: this service does not work at the moment.
        logger.exception("The readiness check %r failed.", name)
        return False
    if not passed:
        logger.error("The readiness check %r failed.", name)
    return passed


def database_responds() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations_are_applied() -> bool:
    return latest_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


@cache
def latest_migrations() -> frozenset[tuple[str, str]]:
    """Return the last migration of each application. Read from disk once: the code of a process does not change."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def cache_keeps_values() -> bool:
    value = secrets.token_hex(8)
    # Each check uses a different key, so that two processes checked at once do not read each other's value.
    key = f"readyz:{value}"
    default_cache.set(key, value, timeout=5)
    return bool(default_cache.get(key) == value)


def storage_responds() -> bool:
    """Tell whether uploads can be stored. Nothing is written: buckets charge for writes, and this check runs often."""
    storage = storages["default"]
    if isinstance(storage, FileSystemStorage):
        folder = Path(storage.location)
        # The first upload creates the folder, if the nearest existing parent is writable.
        existing = next(path for path in (folder, *folder.parents) if path.exists())
        has_space = shutil.disk_usage(existing).free >= LEAST_FREE
        return has_space and existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    # Whether the file exists does not matter: a storage that cannot be reached raises.
    storage.exists("readyz")
    return True
