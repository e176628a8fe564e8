"""Answers for load balancers and process supervisors.

`/healthz`: the process answers. Restart it when it does not. `/readyz`: it can do its work. Send it no traffic when it
says 503. The reason of a failure is logged, never shown.
"""

import logging
import os
import secrets
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


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Touches nothing: a slow database must not make the supervisor restart healthy processes."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and its migrations are applied, else 503.

    A cache or a storage that fails is reported as "degraded" with 200: texts are served without them, and taking every
    process out of service would turn a slower site, or one without new pictures, into none.
    """
    database = passes("database", database_answers)
    checks = {
        "database": database,
        "migrations": database and passes("migrations", migrations_are_applied),
        "cache": passes("cache", cache_keeps_values),
        "storage": passes("storage", storage_answers),
    }
    ready = checks["database"] and checks["migrations"]
    status = "unavailable" if not ready else "ok" if all(checks.values()) else "degraded"
    body = {"status": status, "checks": {name: "ok" if passed else "failed" for name, passed in checks.items()}}
    return JsonResponse(body, status=200 if ready else 503)


def passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        passed = check()
    except Exception:
        # Whatever goes wrong in there, the answer is the same: this does not work now.
        logger.exception("The readiness check %r failed.", name)
        return False
    if not passed:
        logger.error("The readiness check %r failed.", name)
    return passed


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations_are_applied() -> bool:
    return latest_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


@cache
def latest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each application. Read from disk once: the code of a process does not change."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def cache_keeps_values() -> bool:
    value = secrets.token_hex(8)
    # A key of its own per check, so that two processes asked at once do not read each other's value.
    key = f"readyz:{value}"
    default_cache.set(key, value, timeout=5)
    return bool(default_cache.get(key) == value)


def storage_answers() -> bool:
    """Whether uploaded files can be kept. Nothing is written: a bucket charges for that, and this is asked often."""
    storage = storages["default"]
    if isinstance(storage, FileSystemStorage):
        folder = Path(storage.location)
        # The first upload makes the folder, if what is above it lets it.
        existing = next(path for path in (folder, *folder.parents) if path.exists())
        return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    # Whether there is such a file does not matter: a storage that cannot be asked raises.
    storage.exists("readyz")
    return True
