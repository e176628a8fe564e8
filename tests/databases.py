"""The database of the tests is migrated once and kept; every process gets a copy of it.

What is kept is named after everything that decides what ``migrate`` makes, so that a change of any of it makes a new
one. On SQLite it is a file in the cache folder of pytest, on PostgreSQL a database beside those of the tests, with
that name as its comment. Two runs at once have copies of their own, and only one at a time looks after what is kept.
"""

import fcntl
import hashlib
import importlib
import os
import platform
import re
import shutil
import sqlite3
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.db import connection, connections

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".pytest_cache" / "databases"
#: How many files are kept: those of a few branches, with and without applications of one's own.
KEPT_FILES = 6
#: As JSON.
NO_ROWS = "[]"
_IMPORT = re.compile(r"^\s*(?:from|import) ([\w.]+)", re.MULTILINE)


# What decides what is in a migrated database


def fingerprint(extra: bool = True) -> str:
    """Return a name for what ``migrate`` makes here, or would make without the applications in ``EXTRA_APPS``."""
    left_out = set() if extra else set(extra_apps())
    configs = [config for config in apps.get_app_configs() if config.name not in left_out]
    facts: list[Any] = [
        *(platform.python_version(), django.__version__, wagtail.__version__),
        *(sqlite3.sqlite_version, connection.settings_dict["ENGINE"]),
        *(settings.LANGUAGES, settings.LANGUAGE_CODE, settings.TIME_ZONE, settings.DEFAULT_AUTO_FIELD),
        *(settings.CMS_BASE_URL, settings.FRONTEND_URL, settings.WAGTAIL_CONTENT_LANGUAGES, settings.MIGRATION_MODULES),
    ]
    files: set[Path] = set()
    for config in configs:
        facts.append(config.name)
        for model in config.get_models(include_auto_created=True):
            # Content types and permissions are made of these.
            meta = model._meta
            facts += [meta.label, str(meta.verbose_name), meta.default_permissions, [*map(str, meta.permissions)]]
        if config.module is not None and (Path(config.path) / "migrations").is_dir():
            files |= set((Path(config.path) / "migrations").rglob("*.py"))
        if _is_ours(config.module):
            files |= _beside(config.models_module)
            for path in Path(config.path).rglob("*.py"):
                if "post_migrate" in path.read_text():
                    files |= set(path.parent.glob("*.py"))
    # The project's own modules that migrations use.
    for path in [path for path in files if "migrations" in path.parts and _is_project(path)]:
        for name in _IMPORT.findall(path.read_text()):
            files |= _files_of(name)
    digest = hashlib.sha256(repr(facts).encode())
    for path in sorted(files, key=_place):
        digest.update(f"{_place(path)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def extra_apps() -> list[str]:
    return [name.strip() for name in os.environ.get("EXTRA_APPS", "").split(",") if name.strip()]


def _is_ours(module: ModuleType | None) -> bool:
    return bool(module and module.__file__ and _is_project(Path(module.__file__)))


def _is_project(path: Path) -> bool:
    return path.is_relative_to(ROOT) and "site-packages" not in path.parts


def _beside(module: ModuleType | None) -> set[Path]:
    """Return the files of one of the project's modules and of those in the same folder."""
    path = Path(module.__file__) if module and module.__file__ else None
    return set(path.parent.glob("*.py")) if path and _is_project(path) else set()


def _files_of(name: str) -> set[Path]:
    if not (ROOT / name.partition(".")[0]).is_dir():
        return set()
    try:
        return _beside(importlib.import_module(name))
    except ImportError:
        return _files_of(name.rpartition(".")[0]) if "." in name else set()


def _place(path: Path) -> str:
    """Return a path as it is in every copy of the project."""
    return str(path.relative_to(ROOT) if _is_project(path) else Path(*path.parts[-4:]))


# Copies


class OwnDatabase(ABC):
    """The database of this process, and where it is copied from. What was kept before a run counts unless ``anew``."""

    #: Whether a copy takes longer than to fill the empty tables with rows from JSON.
    is_slow = False

    def __init__(self, run: str, anew: bool) -> None:
        self._run, self._anew = run, anew
        self._configured = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]

    def open(self, *, with_rows: bool) -> None:
        """Let the connections of this process lead to a copy, and read its rows if tests will ask for them."""
        self._make()
        self._rows = connection.creation.serialize_db_to_string() if with_rows else NO_ROWS
        self.begin_with_rows(with_rows)

    def begin_with_rows(self, wanted: bool) -> None:
        """Say whether the next test that commits is given all rows before it begins, or finds them in the database."""
        connection._test_serialized_contents = self._rows if wanted else NO_ROWS  # type: ignore[attr-defined]

    def restore(self) -> None:
        """Make it what it was in the beginning."""
        connections.close_all()
        self._copy()

    def close(self) -> None:
        """Remove the copy."""
        connections.close_all()
        self._remove()
        name, connection.settings_dict["TEST"]["NAME"] = self._configured
        _lead_to(name)

    @abstractmethod
    def give_file(self, path: Path) -> None:
        """Put a migrated SQLite file where others look for one, if this is one and no other applications are in it."""

    @abstractmethod
    def _make(self) -> None: ...

    @abstractmethod
    def _copy(self) -> None: ...

    @abstractmethod
    def _remove(self) -> None: ...


def own_database(run: str, anew: bool) -> OwnDatabase:
    return (OwnFile if connection.vendor == "sqlite" else OwnOnServer)(run, anew)


def _lead_to(name: str) -> None:
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


def _migrate(name: str) -> None:
    """Make a database of that name, or bring it up to date, and close it."""
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    connection.close()


class OwnFile(OwnDatabase):
    """For SQLite."""

    def _make(self) -> None:
        self._own = Path(connection.settings_dict["TEST"]["NAME"])
        # Of its own, since what is kept may be replaced at any time.
        self._original = self._own.with_name("original.sqlite3")
        key = fingerprint()
        with _file_lock():
            kept = kept_file(f"{key}-{self._run}" if self._anew else key)
            if kept is None:
                # Applications of one's own come on top of ours.
                base = kept_file(fingerprint(extra=False)) if extra_apps() and not self._anew else None
                if base is not None:
                    shutil.copyfile(base, self._own)
                _migrate(str(self._own))
                shutil.copyfile(self._own, self._original)
                _keep(self._original, key, self._run)
            else:
                os.utime(kept)
                shutil.copyfile(kept, self._original)
        _lead_to(str(self._own))
        self._copy()

    def _copy(self) -> None:
        for suffix in ("-wal", "-shm"):
            Path(f"{self._own}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self._original, self._own)

    def give_file(self, path: Path) -> None:
        if not extra_apps():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._original, path)

    def _remove(self) -> None:
        """Leave it to the settings, whose folder goes with the process."""


def kept_file(key: str) -> Path | None:
    """Return the kept SQLite file whose name begins with ``key``."""
    return next(FOLDER.glob(f"{key}*.sqlite3"), None)


def _keep(made: Path, key: str, run: str) -> None:
    """Keep a copy, instead of the older ones of the same name and the ones that were not used for longest."""
    # Under another name until it is complete, since a run may be killed.
    unfinished = FOLDER / f"{uuid.uuid4()}.unfinished"
    shutil.copyfile(made, unfinished)
    for older in FOLDER.glob(f"{key}-*.sqlite3"):
        older.unlink()
    unfinished.rename(FOLDER / f"{key}-{run}.sqlite3")
    files = [path for path in FOLDER.iterdir() if path.suffix != ".lock"]
    for forgotten in sorted(files, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT_FILES:]:
        forgotten.unlink()


@contextmanager
def _file_lock() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "databases.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class OwnOnServer(OwnDatabase):
    """For PostgreSQL. Locks that belong to this session, and end with it, say which databases are in use."""

    is_slow = True

    def _make(self) -> None:
        name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
        self._own = f"{name}_{os.getpid()}"
        self._session = ExitStack()
        self._cursor = self._session.enter_context(connection._nodb_cursor())
        self._ask("SELECT pg_advisory_lock(hashtext(%s))", name)
        self._kept = self._find(name) or self._keep(name)
        self._ask("SELECT pg_advisory_lock_shared(hashtext(%s))", self._kept)
        self._drop_unused(f"^{re.escape(name)}_[0-9]+$")
        self._ask("SELECT pg_advisory_lock(hashtext(%s))", self._own)
        self._copy()
        self._ask("SELECT pg_advisory_unlock(hashtext(%s))", name)
        _lead_to(self._own)

    def _ask(self, statement: str, *parameters: Any) -> list[Any]:
        self._cursor.execute(statement, parameters)
        return [row[0] for row in self._cursor.fetchall()]

    def _run_on(self, statement: str, *names: str) -> None:
        self._cursor.execute(statement.format(*map(connection.ops.quote_name, names)))

    def _find(self, name: str) -> str | None:
        found = self._ask(
            "SELECT datname FROM pg_database WHERE datname ~ %s AND shobj_description(oid, 'pg_database') = %s",
            f"^{re.escape(name)}_kept_{self._run[:8] if self._anew else '.*'}$",
            fingerprint(),
        )
        return found[0] if found else None

    def _keep(self, name: str) -> str:
        self._drop_unused(f"^{re.escape(name)}_kept_")
        kept = f"{name}_kept_{self._run[:8]}"
        _migrate(kept)
        # Last, since a run may be killed.
        self._run_on(f"COMMENT ON DATABASE {{}} IS '{fingerprint()}'", kept)
        return kept

    def _drop_unused(self, pattern: str) -> None:
        for left in self._ask("SELECT datname FROM pg_database WHERE datname ~ %s", pattern):
            if self._ask("SELECT pg_try_advisory_lock(hashtext(%s))", left) == [True]:
                self._run_on("DROP DATABASE {} WITH (FORCE)", left)
                self._ask("SELECT pg_advisory_unlock(hashtext(%s))", left)

    def _copy(self) -> None:
        self._run_on("DROP DATABASE IF EXISTS {} WITH (FORCE)", self._own)
        self._run_on("CREATE DATABASE {} TEMPLATE {}", self._own, self._kept)

    def give_file(self, path: Path) -> None:
        """There is none."""

    def _remove(self) -> None:
        self._run_on("DROP DATABASE {} WITH (FORCE)", self._own)
        self._session.close()
