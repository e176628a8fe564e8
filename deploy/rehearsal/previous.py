"""The release before this one, out of the history of the project."""

import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from .parts import Options, Skipped, StepFailed
from .site import PROJECT
from .trees import Tree


@contextmanager
def previous_release(options: Options, root: Path) -> Iterator[Tree]:
    """Yield the release before, below ``root``. Raise ``Skipped`` if the history of the project does not have it."""
    commit = find(options.previous)
    archive = _git("archive", "--format=tar", commit)
    code = root / "previous"
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(code, filter="data")
    python = sys.executable
    # What it needs has changed: the short form makes do with what is installed here.
    if not options.short and (code / "requirements.txt").read_bytes() != (PROJECT / "requirements.txt").read_bytes():
        python = _virtual_environment(code, root / "venv")
    yield Tree(commit, code, python)


def find(wanted: str = "") -> str:
    """Return the commit of a reference; by default of the last tag, or else the last one of the version before.

    Raise ``Skipped`` with a reason if there is none, as in a copy without a history.
    """
    if wanted:
        return _commit(wanted)
    # Where a release itself is rehearsed, its tag is not the one before.
    tag = _text("describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD^")
    if tag:
        return _commit(tag)
    changed = _text("log", "-1", "--format=%H", "-G^version = ", "--", "pyproject.toml")
    if not changed:
        raise Skipped("there is no history of the project here, or git is not installed")
    return _commit(f"{changed}^")


def described(commit: str) -> str:
    """Return a name of a commit for people."""
    return _text("describe", "--tags", "--always", commit) or commit[:9]


def _commit(reference: str) -> str:
    commit = _text("rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    if not commit:
        raise Skipped(f"the history of the project here has no {reference}")
    return commit


def _text(*arguments: str) -> str:
    try:
        return _git(*arguments).decode().strip()
    except StepFailed:
        return ""


def _git(*arguments: str) -> bytes:
    git = shutil.which("git")
    if git is None:
        raise StepFailed("git is not installed.")
    # Whoever owns the folder: only what is committed is read.
    command = [git, "-c", f"safe.directory={PROJECT}", "-C", str(PROJECT), *arguments]
    done = subprocess.run(command, capture_output=True)  # noqa: S603
    if done.returncode != 0:
        raise StepFailed(f"git {arguments[0]} failed: {done.stderr.decode().strip()}")
    return done.stdout


def _virtual_environment(code: Path, target: Path) -> str:
    uv = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
    python = str(target / "bin/python")
    for command in (
        [sys.executable, "-m", "venv", "--without-pip", str(target)],
        [uv, "--quiet", "pip", "sync", "--python", python, "--require-hashes", "requirements.txt"],
    ):
        done = subprocess.run(command, cwd=code, capture_output=True, text=True)  # noqa: S603
        if done.returncode != 0:
            raise StepFailed(done.stderr[-3000:])
    return python
