"""Programs of Node, for tests that need it."""

import os
import shutil
import subprocess
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


def require_node() -> None:
    """Skip the test where Node 20 with npm is not installed."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        pytest.skip("Node is not installed")
    version = run(node, "--version", directory=PROJECT).strip()
    if int(version.removeprefix("v").split(".")[0]) < 20:
        pytest.skip(f"Node 20 or newer is needed, not {version}")
