"""The migrations of the release before this one."""

from pathlib import Path
from typing import NamedTuple

from django.db.migrations.loader import MigrationLoader

#: Application and name of a migration.
Key = tuple[str, str]
PATH = Path(__file__).parent / "released.txt"
_HEAD = "# The migrations of release {}. `manage.py check_migrations --release` writes them down.\n"


class Released(NamedTuple):
    """A release and its migrations."""

    version: str
    migrations: frozenset[Key]


def released() -> Released:
    """Return the release before this one."""
    head, *lines = PATH.read_text(encoding="utf-8").splitlines()
    version = head.partition(" release ")[2].partition(" ")[0].rstrip(".")
    return Released(version, frozenset(_key(line) for line in lines))


def record(version: str) -> int:
    """Write down that a release has the migrations that are there now, and return how many those are."""
    keys = sorted(MigrationLoader(None).disk_migrations)
    lines = "".join(f"{application} {name}\n" for application, name in keys)
    PATH.write_text(_HEAD.format(version) + lines, encoding="utf-8")
    return len(keys)


def _key(line: str) -> Key:
    application, _, name = line.partition(" ")
    return application, name
