"""The place in which an installation is rehearsed: its folder, its user, its ports and its processes."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
DOMAIN = "cms.example.org"
#: The user that is made for a rehearsal by root. Several may run at once.
USER = f"coalition-rehearsal-{os.getpid()}"
#: The folder of the units and of the files for proxies.
INSTALLED = "/srv/coalition-cms"
ENV_FILE = "/etc/coalition-cms/env"


class StepFailed(Exception):
    """A step of the rehearsal did not do what it promises."""


class Site:
    """An installation below ``root``, whose processes run as ``user``, or as the current one if it is ``None``."""

    def __init__(self, root: Path, user: str | None, python: str) -> None:
        self.root = root
        self.project = root / "srv"
        self.runtime = root / "run"
        self.logs = root / "logs"
        self.user = user
        #: The interpreter of which the virtual environment is made.
        self.base_python = python
        self.bin = self.project / ".venv/bin"
        self.etc = root / "etc"
        self.env_file = self.etc / "env"
        self.http, self.https, self.stream = free_port(), free_port(), free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def environment(self, **variables: str) -> dict[str, str]:
        """Return the variables of a command, without those that would lead it to another installation."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
        home = {"HOME": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}
        return {**kept, **home, "ENV_FILE": str(self.env_file), **variables}

    def run(self, *command: str, **variables: str) -> str:
        """Run a command of the installation as its user, and return what it prints. Raise if it fails."""
        done = subprocess.run(  # noqa: S603
            command, text=True, stdout=subprocess.PIPE, **self._options(variables)
        )
        if done.returncode != 0:
            raise StepFailed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-4000:]}")
        return done.stdout

    def manage(self, *arguments: str, **variables: str) -> str:
        return self.run(str(self.bin / "python"), "manage.py", *arguments, **variables)

    def start(self, name: str, command: Sequence[str], **variables: str) -> subprocess.Popen[bytes]:
        """Start a process that goes on, and that ends with the rehearsal."""
        with (self.logs / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(  # noqa: S603
                command, stdout=log, start_new_session=True, **self._options(variables)
            )
        self.processes[name] = process
        return process

    def _options(self, variables: Mapping[str, str]) -> dict[str, Any]:
        """Return how every process of the installation starts: where, as whom, and with which variables."""
        return {
            "cwd": self.project,
            "env": self.environment(**variables),
            "user": self.user,
            "group": self.user,
            "extra_groups": [] if self.user else None,
            "umask": 0o027,
            "stderr": subprocess.STDOUT,
        }

    def log(self, name: str) -> str:
        return (self.logs / f"{name}.log").read_text(errors="replace")[-4000:]

    def until(self, is_so: Callable[[], bool], what: str, seconds: float = 120) -> None:
        """Wait until something is so. Raise if a process ends, or if it takes too long."""
        deadline = time.monotonic() + seconds
        while not is_so():
            for name, process in self.processes.items():
                if process.poll() is not None:
                    raise StepFailed(f"{name} ended with {process.returncode}:\n{self.log(name)}")
            if time.monotonic() > deadline:
                raise StepFailed(f"After {seconds:.0f} seconds, {what} is not so.")
            time.sleep(0.1)

    def stop(self) -> None:
        """End all processes."""
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(process_id: int) -> set[int]:
    """Return the processes that a process has started (Linux)."""
    path = Path(f"/proc/{process_id}/task/{process_id}/children")
    return set(map(int, path.read_text().split()))


@contextmanager
def prepared(short: bool) -> Iterator[Site]:
    """Make an empty folder and, as root, a user who owns it; remove both in the end, and all processes before.

    In the short form, the interpreter is that of this process. Where a user who is made cannot run it, the current user
    does everything.
    """
    root = Path(tempfile.mkdtemp(prefix="coalition-cms-rehearsal-"))
    made = os.geteuid() == 0
    if made:
        # As the documentation makes the user of an installation.
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", USER]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    try:
        user = USER if made else None
        python = runnable_python(user, short)
        if python is None and user:
            user, python = None, sys.executable
        if user:
            shutil.chown(root, user, user)
        site = Site(root, user, python or sys.executable)
        try:
            yield site
        finally:
            site.stop()
    finally:
        if made:
            subprocess.run(["userdel", USER], check=True, capture_output=True)  # noqa: S603, S607
        shutil.rmtree(root, ignore_errors=True)


def runnable_python(user: str | None, short: bool) -> str | None:
    """Return an interpreter that a user may run: this one in the short form, otherwise one of the system if need be."""
    candidates = [sys.executable] if short else [getattr(sys, "_base_executable", sys.executable), "/usr/bin/python3"]
    for candidate in candidates:
        program = "import sys; sys.exit(sys.version_info < (3, 11))"
        try:
            done = subprocess.run(  # noqa: S603
                [candidate, "-c", program], user=user, group=user, cwd="/", capture_output=True, check=False
            )
        except OSError:
            continue
        if done.returncode == 0:
            return candidate
    return None


def described(site: Site) -> str:
    return site.user or getpass.getuser()


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """Return a text with every change made. Raise if one of them is not in it: the rehearsal would miss its point."""
    for old, new in changes.items():
        if old not in text:
            raise StepFailed(f"“{old}” is not in the file that the rehearsal changes.")
        text = text.replace(old, new)
    return text
