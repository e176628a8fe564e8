"""Programs of Node, for tests that need it."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
CLIENT = PROJECT / "clients" / "typescript"
#: Independent readers of what the CMS serves.
READERS = PROJECT / "tests" / "readers"
#: Generators of clients, and programs that use what they generate.
GENERATORS = PROJECT / "tests" / "generators"


def run(*command: str, directory: Path, **variables: str) -> str:
    """Run a command and return what it prints; fail with that if the command fails."""
    environment = {**os.environ, **variables}
    result = subprocess.run(
        command, cwd=directory, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert result.returncode == 0, f"{' '.join(command)}\n{result.stdout}"
    return result.stdout


def build_once(base: Path, worker: str, name: str, build: Callable[[], None]) -> None:
    """Build something that the test processes of one run share, in the first of them that needs it; the others wait.

    ``base`` is the base folder for temporary files, ``worker`` the name of this process, as pytest-xdist gives it.
    """
    # The folder that the processes of one run share; a process on its own has none beside it.
    shared = base if worker == "master" else base.parent
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / f"{name}.built").exists():
            build()
            (shared / f"{name}.built").touch()


def install(folder: Path) -> None:
    """Install the client, which builds it, and then what a frontend needs, unless that was done before."""
    for each in (CLIENT, folder):
        if not (each / "node_modules").exists():
            run("npm", "ci", directory=each)


def require_node() -> None:
    """Skip the test where Node 20 with npm is not installed."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        pytest.skip("Node is not installed")
    version = run(node, "--version", directory=PROJECT).strip()
    if int(version.removeprefix("v").split(".")[0]) < 20:
        pytest.skip(f"Node 20 or newer is needed, not {version}")
