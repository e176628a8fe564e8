"""Copies of the database as it is at one moment, made while the CMS runs."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from backups.manifest import BackupError

#: The name of the copy, by engine.
NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def dump(folder: Path) -> Path:
    """Copy the database into a folder, and return the path of the copy. Raise ``BackupError`` if that fails."""
    path = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        source, target = sqlite3.connect(connection.settings_dict["NAME"]), sqlite3.connect(path)
        with closing(source), closing(target):
            # All pages in one step, which sees one state of the database and does not stop who writes.
            source.backup(target)
            # In one file, without a log beside it.
            target.execute("PRAGMA journal_mode = DELETE")
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
    return path


def load(path: Path) -> None:
    """Fill the empty database with a copy. Raise ``BackupError`` if that fails, which leaves PostgreSQL as it was."""
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        connection.close()
        for suffix in ("-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(path, name)
    else:
        connection.close()
        database = connection.settings_dict["NAME"]
        _run(
            "pg_restore",
            "--exit-on-error",
            "--single-transaction",
            "--no-owner",
            "--no-privileges",
            str(path),
            to=database,
        )


def is_empty() -> bool:
    """Tell whether the database has no table."""
    return not connection.introspection.table_names()


def _run(program: str, *arguments: str, to: str = "") -> None:
    """Run one of PostgreSQL's programs on the database."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is not installed (Debian and Ubuntu: apt install postgresql-client).")
    command = [found, *arguments, *([f"--dbname={to}"] if to else [])]
    done = subprocess.run(  # noqa: S603
        command, env={**os.environ, **_environment(connection.settings_dict)}, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")


def _environment(database: Mapping[str, Any]) -> dict[str, str]:
    """Return the variables with which the programs connect: unlike arguments, other users do not see them."""
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    found = {variable: str(database.get(name) or "") for variable, name in names.items()}
    mode = database.get("OPTIONS", {}).get("sslmode")
    return {name: value for name, value in {**found, "PGSSLMODE": mode or ""}.items() if value}
