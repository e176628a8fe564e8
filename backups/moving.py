"""Moves the content of SQLite into an empty database of PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

import environ
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, DataError, IntegrityError, connection, connections, transaction
from django.db.models import Model

from backups.manifest import BackupError

#: The alias of the database that is moved to.
TARGET = "moved"
BATCH = 1000
#: What search is made of anew, by application or model: it is kept in other forms there.
MADE_ANEW = frozenset({"wagtailsearch", "modelsearch", "pages.searchdocument"})
#: Takes the name of a table, how many rows of all there are, and how many there will be.
Progress = Callable[[str, int, int], None]


def move_to_postgresql(url: str, progress: Progress) -> int:
    """Copy everything into the database at ``url``, and return how many rows that were. Nobody can write meanwhile.

    Keys, microseconds and the change log are as before, so cursors of readers stay right. If anything fails, the
    database has its empty tables. Raise ``BackupError`` if something stands against it.
    """
    if connection.vendor != "sqlite":
        raise BackupError("DATABASE_URL names no database of SQLite: there is nothing to move.")
    _connect(url)
    try:
        _run(url, "migrate", "--verbosity=0")
        copied = _copy(progress)
        _run(url, "rebuild_search")
        _run(url, "update_index", "--verbosity=0")
    finally:
        connections[TARGET].close()
    return copied


def _connect(url: str) -> None:
    """Make the connection ``TARGET``. Raise ``BackupError`` unless it leads to an empty database of PostgreSQL."""
    try:
        found = environ.Env.db_url_config(url)
    except ValueError as error:
        raise BackupError("The address must be like postgres://user:password@host:5432/name.") from error
    if found.get("ENGINE") != "django.db.backends.postgresql":
        raise BackupError("The address must begin with postgres://.")
    ours = {"ENGINE": "pages.database.postgresql", "OPTIONS": found.get("OPTIONS", {})}
    connections.databases[TARGET] = {**connection.settings_dict, **found, **ours}
    # One that was made before, for another address.
    with suppress(AttributeError):
        del connections[TARGET]
    try:
        tables = connections[TARGET].introspection.table_names()
    except DatabaseError as error:
        raise BackupError(f"The database cannot be reached: {error}") from error
    if tables:
        raise BackupError("The database is not empty: make a new one for the CMS.")


def _copy(progress: Progress) -> int:
    target, models = connections[TARGET], list(_models())
    quoted = target.ops.quote_name
    total, done = sum(model._base_manager.count() for model in models), 0
    # On SQLite, a transaction keeps others from writing.
    try:
        with transaction.atomic(), transaction.atomic(using=TARGET), target.cursor() as cursor:
            # What the migrations have written has other keys.
            cursor.execute(f"TRUNCATE {', '.join(quoted(model._meta.db_table) for model in models)} CASCADE")
            for model in models:
                for number in _copy_table(model, cursor):
                    done += number
                    progress(model._meta.db_table, done, total)
            for statement in target.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
            target.check_constraints()
    except (IntegrityError, DataError) as error:
        raise BackupError(f"PostgreSQL refuses a row: {error}") from error
    return done


def _copy_table(model: type[Model], cursor: Any) -> Iterator[int]:
    """Copy the rows of a table in batches, and yield how many each one has."""
    target = connections[TARGET]
    fields = model._meta.local_concrete_fields
    columns = ", ".join(target.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {target.ops.quote_name(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields)).iterator(BATCH)
    while batch := list(islice(rows, BATCH)):
        values = [
            [field.get_db_prep_save(value, target) for field, value in zip(fields, row, strict=True)] for row in batch
        ]
        try:
            cursor.executemany(statement, values)
        except (IntegrityError, DataError, ValueError) as error:
            raise BackupError(f"PostgreSQL refuses a row of {model._meta.db_table}: {error}") from error
        yield len(batch)


def _models() -> Iterator[type[Model]]:
    """Yield the models with tables of their own, those of relations between many included."""
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if options.managed and not options.proxy and not {options.app_label, options.label_lower} & MADE_ANEW:
            yield model


def _run(url: str, *command: str) -> None:
    """Run a command of the CMS on the database at ``url``."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise BackupError(f"manage.py {command[0]} failed there: {(done.stderr or done.stdout).strip()}")
