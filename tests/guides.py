"""Guides for developers, followed word for word in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture import PACKAGES
from tests.databases import FOLDER, ROOT, OwnDatabase, fingerprint

#: The packages that a copy needs.
NEEDED = (*sorted(PACKAGES), "tests")
#: A file to write (its name, then its content), or commands to run.
STEP = re.compile(r"(?:^`(?P<name>[\w./]+)`\n\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def project_copy(folder: Path, database: OwnDatabase) -> Path:
    """Return a copy of the project, in which the files of a guide can be made.

    Its database, and the one of its tests, are copies of a migrated one, so that only the guide's migrations are left.
    """
    copy = folder / "project"
    copy.mkdir()
    for name in NEEDED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "e2e", "test_*.py"))
    for name in ("manage.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy)
    database.give_file(copy / "data/db.sqlite3")
    database.give_file(copy / FOLDER.relative_to(ROOT) / f"{fingerprint(extra=False)}-copy.sqlite3")
    return copy


def run(project: Path, commands: str) -> str:
    """Run commands as a developer would, with this Python as that of the virtual environment. They must succeed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_"))}
    environment |= {"DATA_DIR": str(project / "data"), "DATABASE_URL": ""}
    commands = commands.replace(".venv/bin/python", sys.executable)
    done = subprocess.run(
        ["sh", "-ec", commands], cwd=project, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def follow(guide: str, project: Path, *, run_commands: bool = True) -> tuple[list[str], list[str]]:
    """Do what a guide says: return the files that it has written, and what its commands have printed."""
    written, ran = [], []
    for step in STEP.finditer((ROOT / guide).read_text()):
        if step["name"]:
            path = project / step["name"]
            path.parent.mkdir(exist_ok=True)
            path.write_text(step["text"])
            written.append(step["name"])
        elif run_commands:
            ran.append(run(project, step["text"]))
    return written, ran
