"""Which migrations a database has had, and which of those of another one this version does not know."""

from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def applied_migrations() -> dict[str, list[str]]:
    """Return the names of the applied migrations by application."""
    found: dict[str, list[str]] = {}
    for application, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(application, []).append(name)
    return found


def unknown_migrations(applied: Mapping[str, Iterable[str]]) -> list[str]:
    """Return those of the migrations that this version lacks, of applications that it has, as ``pages.0001_user``."""
    known = MigrationLoader(None).disk_migrations
    applications = {label for label, _ in known}
    return [
        f"{application}.{name}"
        for application, names in applied.items()
        for name in names
        if application in applications and (application, name) not in known
    ]
