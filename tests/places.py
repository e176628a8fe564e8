"""Installations beside that of the tests, in which commands run."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.killable import on_test_database

#: The variables of an installation.
Place = dict[str, str]


def place(url: str, data: Path) -> Place:
    """Return the variables of an installation with a database and a folder of data."""
    return {"DATABASE_URL": url, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "cms.settings.dev", "CACHE_URL": ""}


def run(where: Place, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in an installation."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env={**os.environ, **where}, capture_output=True, text=True)


@contextmanager
def new_database(ending: str) -> Iterator[str]:
    """Yield the address of an empty database of PostgreSQL, beside that of the tests, until the end of the block."""
    name = f"{connection.settings_dict['NAME']}_{ending}"
    with closing(connection.copy()) as server, server._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
        try:
            yield on_test_database()["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
        finally:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def original(folder: Path) -> Place:
    """Return the variables of an installation with the database of this test, and the uploads in ``folder/data``."""
    return place(on_test_database()["DATABASE_URL"], folder / "data")


@contextmanager
def empty_place(folder: Path) -> Iterator[Place]:
    """The variables of an installation without tables and uploads."""
    if connection.vendor == "sqlite":
        folder.mkdir()
        yield place(f"sqlite:///{folder / 'db.sqlite3'}", folder)
        return
    with new_database("restored") as url:
        yield place(url, folder)


def responses(where: Place) -> dict[str, str]:
    """Return the public responses of an installation as hexadecimal digits, by address."""
    read = run(where, "-m", "deploy.rehearsal.reading")
    assert read.returncode == 0, read.stderr
    found: dict[str, str] = json.loads(read.stdout)
    return found
