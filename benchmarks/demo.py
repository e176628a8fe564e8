"""A database with the demo content."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.progress import show

ROOT = Path(__file__).resolve().parents[1]


def fill_with_demo(variables: Mapping[str, str]) -> None:
    """Migrate the empty database that the variables of the environment name, and add the demo content."""
    for place, name in enumerate(("migrate", "seed_demo")):
        show(f"manage.py {name}", place, 2)
        command = [sys.executable, "manage.py", name, "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=True)
