"""Clusters of PostgreSQL for tests: a primary on a free port, and replicas that stream from it."""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg

from tests.servers import free_port

#: What a test can do without: every cluster is thrown away.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")
_SETTINGS = (*_FAST, "wal_level=replica", "hot_standby=on", "wal_keep_size=128MB", "max_connections=80")


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, ``None`` if they are not installed."""
    for folder in (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *map(Path, _search_path())):
        if all((folder / name).is_file() for name in ("initdb", "pg_ctl", "pg_basebackup", "postgres")):
            return folder
    return None


def _search_path() -> list[str]:
    return os.environ.get("PATH", "").split(os.pathsep)


def why_not() -> str:
    """Return why no cluster can be started here; empty if it can."""
    if programs() is None:
        return "needs the programs of PostgreSQL's server (Debian and Ubuntu: apt install postgresql)"
    if os.geteuid() == 0 and _unprivileged() is None:
        return "PostgreSQL does not run as root, and there is neither a user postgres nor nobody"
    return ""


def _unprivileged() -> str | None:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


class Cluster:
    """A server of PostgreSQL with a folder and a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()

    def url(self, database: str = "postgres") -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        settings = " ".join(f"-c {setting}" for setting in _SETTINGS)
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "-w", "-D", str(self.folder), "-l", log, "-o", f"{options} {settings}")

    def stop(self) -> None:
        """End it and all its connections at once, as a crash would."""
        self._run("pg_ctl", "stop", "-w", "-D", str(self.folder), "-m", "immediate")

    def freeze(self) -> None:
        """Let none of its processes go on: connections stay, and nothing is answered."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def is_running(self) -> bool:
        return (self.folder / "postmaster.pid").exists()

    def run(self, sql: str) -> list[Any]:
        """Execute a statement and return its rows."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def logging(self) -> Iterator[Callable[[], list[str]]]:
        """Have all statements logged, and yield a function that returns them."""
        self._set("log_statement", "'all'")
        log = self.folder / "log"
        begin = log.stat().st_size
        try:
            yield lambda: log.read_bytes()[begin:].decode().splitlines()
        finally:
            self._set("log_statement", "'none'")

    def create(self) -> None:
        """Make the files of a new primary."""
        self._run("initdb", "-D", str(self.folder), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def copy(self, primary: "Cluster") -> None:
        """Make the files of a replica, which streams from a primary that runs."""
        source = f"host=127.0.0.1 port={primary.port} user=postgres"
        self._run("pg_basebackup", "-D", str(self.folder), "-d", source, "-R", "-X", "stream", "-c", "fast")

    # A replica

    def pause(self) -> None:
        """Have a replica receive what is committed, and not show it."""
        self.run("SELECT pg_wal_replay_pause()")

    def resume(self) -> None:
        self.run("SELECT pg_wal_replay_resume()")

    def delay(self, milliseconds: int) -> None:
        """Have a replica show each commit so much later."""
        self._set("recovery_min_apply_delay", str(milliseconds))

    def _set(self, name: str, value: str) -> None:
        self.run(f"ALTER SYSTEM SET {name} = {value}")
        self.run("SELECT pg_reload_conf()")

    def _signal(self, number: int) -> None:
        """Send a signal to the server and all its processes."""
        postmaster = int((self.folder / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in (postmaster, *map(int, children)):
            os.kill(process, number)

    def _run(self, name: str, *arguments: str) -> None:
        folder = programs()
        assert folder is not None
        user = _unprivileged() if os.geteuid() == 0 else None
        command: Sequence[str] = (str(folder / name), *arguments)
        # Its output goes to a file: a server that goes on would keep a pipe open.
        with (self.folder.parent / "output").open("ab") as output:
            done = subprocess.run(
                command, cwd=self.folder.parent, user=user, group=user and _group(user), stdout=output, stderr=output
            )
        assert done.returncode == 0, (self.folder.parent / "output").read_text()[-3000:]


def _group(user: str) -> int:
    return pwd.getpwnam(user).pw_gid


@contextmanager
def primary_and_replicas(number: int) -> Iterator[tuple[Cluster, list[Cluster]]]:
    """Run a primary with some replicas until the end of the block."""
    folder = Path(mkdtemp(prefix="clusters-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _unprivileged() or "")
    primary, *replicas = clusters = [Cluster(folder / f"cluster{place}") for place in range(number + 1)]
    try:
        primary.create()
        primary.start()
        for replica in replicas:
            replica.copy(primary)
            replica.start()
        yield primary, replicas
    finally:
        for cluster in reversed(clusters):
            if cluster.is_running():
                cluster.thaw()
                cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
