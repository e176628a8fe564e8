"""Parts of a rehearsal: a backup and its restore, and the move from SQLite to PostgreSQL."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from .parts import Options, Skipped, StepFailed
from .trees import NEXT, Tree, environment, new_database


@contextmanager
def demo_content(options: Options, tree: Tree = NEXT, *, postgres: bool | None = None) -> Iterator[dict[str, str]]:
    """Yield the variables of an installation that a release has filled with the demo content, until the end of it.

    On SQLite, each release fills one file in a rehearsal, of which every part has a copy.
    """
    with temporary() as root, database(options, root, "content", postgres=postgres) as url:
        where = environment(root, url)
        filled = options.scratch / f"content-{tree.name}"
        if url.startswith("sqlite") and filled.exists():
            shutil.copytree(filled, root / "data", dirs_exist_ok=True)
        else:
            _fill(options, tree, where)
            if url.startswith("sqlite"):
                shutil.copytree(root / "data", filled)
        yield where


def _fill(options: Options, tree: Tree, where: Mapping[str, str]) -> None:
    # Another release may have other tables.
    if options.database and tree is NEXT and where["DATABASE_URL"].startswith("sqlite"):
        shutil.copy(options.database, Path(where["DATA_DIR"]) / "db.sqlite3")
    tree.manage(where, "migrate", "--noinput", "--verbosity", "0")
    tree.manage({**where, "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}, "seed_demo")
    # Their published password stops production.
    tree.manage(where, "shell", "--no-imports", "-c", _WITHOUT_DEMO_ACCOUNTS)


def elsewhere(where: Mapping[str, str], root: Path, url: str) -> dict[str, str]:
    """Return the variables of an installation with the same keys, and another database and folder of data."""
    return {**where, "DATABASE_URL": url, "DATA_DIR": str(root / "data")}


_WITHOUT_DEMO_ACCOUNTS = "from pages.models import User; User.objects.update(is_active=False)"


@contextmanager
def temporary() -> Iterator[Path]:
    """Yield an empty folder, until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="coalition-cms-rehearsal-") as name:
        yield Path(name)


def database(options: Options, root: Path, name: str, *, postgres: bool | None = None) -> AbstractContextManager[str]:
    """Return a block with the address of an empty database, on PostgreSQL if there is one and it may be."""
    if options.postgres and postgres is not False:
        return new_database(options.postgres, name)
    return nullcontext(f"sqlite:///{root / 'data/db.sqlite3'}")


def compare(before: Mapping[str, str], after: Mapping[str, str], what: str) -> str:
    """Return how many responses are equal byte for byte. Raise ``StepFailed`` with those that are not."""
    others = [path for path in before if before[path] != after.get(path)]
    if others or not before:
        raise StepFailed(f"{len(others)} of {len(before)} responses are others {what}: {', '.join(others[:10])}")
    return f"{len(before)} responses are equal byte for byte"


def backup_and_restore(options: Options, tell: Callable[[str], None]) -> str:
    """Make a backup, restore it into an empty place, and compare every public response."""
    with demo_content(options) as where:
        before = NEXT.responses(where)
        with temporary() as root, database(options, root, "restored") as url:
            NEXT.manage(where, "backup", str(root / "backups"))
            tell("made a backup")
            restored = elsewhere(where, root, url)
            NEXT.manage(restored, "restore", str(root / "backups"))
            tell("restored it")
            return compare(before, NEXT.responses(restored), "after the restore")


def move(options: Options, tell: Callable[[str], None]) -> str:
    """Move from SQLite to PostgreSQL, and compare every public response."""
    if not options.postgres:
        raise Skipped("needs --postgres")
    with demo_content(options, postgres=False) as where, new_database(options.postgres, "moved") as url:
        before = NEXT.responses(where)
        NEXT.manage(where, "move_to_postgresql", url)
        tell("moved")
        return compare(before, NEXT.responses({**where, "DATABASE_URL": url}), "after the move")
