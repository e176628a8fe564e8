"""Programs of one release, which run beside those of another on databases of a rehearsal."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .site import PROJECT, StepFailed, free_port

#: The settings of the processes: those of production, with static files as they are.
SETTINGS = "rehearsal_settings"


class Tree:
    """The files of a release, with the interpreter of its dependencies."""

    def __init__(self, name: str, code: Path, python: str = sys.executable) -> None:
        #: A name that no other release in the rehearsal has.
        self.name = name
        self.code, self.python = code, python

    def run(self, where: Mapping[str, str], *arguments: str) -> str:
        """Run Python with a program of the release, and return what it prints. Raise ``StepFailed`` if it fails."""
        done = subprocess.run(  # noqa: S603
            [self.python, *arguments], cwd=self.code, env=dict(where), capture_output=True, text=True
        )
        if done.returncode != 0:
            said = (done.stderr or done.stdout)[-3000:]
            raise StepFailed(f"{' '.join(arguments[:3])} of {self.code} ended with {done.returncode}:\n{said}")
        return done.stdout

    def manage(self, where: Mapping[str, str], *arguments: str) -> str:
        return self.run(where, "manage.py", *arguments)

    def responses(self, where: Mapping[str, str]) -> dict[str, str]:
        """Return every public response of an installation by its address, as this release gives it."""
        found: dict[str, str] = json.loads(self.run(where, "-m", "deploy.rehearsal.reading"))
        return found

    @contextmanager
    def serving(self, where: Mapping[str, str], log: Path) -> Iterator[int]:
        """Run the web server of the release until the end of the block, and yield its port."""
        port = free_port()
        command = [self.python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        command += ["--workers", "1", "--blocking-threads", "2", "--no-ws", "cms.wsgi:application"]
        with self._process(command, where, log) as process:
            yield _when_it_answers(port, process, log)

    @contextmanager
    def _process(self, command: list[str], where: Mapping[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
        with log.open("wb") as file:
            process = subprocess.Popen(  # noqa: S603
                command, cwd=self.code, env=dict(where), stdout=file, stderr=file, start_new_session=True
            )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    @contextmanager
    def editor(self, where: Mapping[str, str]) -> Iterator["Editor"]:
        """Run a program of the release that publishes, until the end of the block."""
        with subprocess.Popen(  # noqa: S603
            [self.python, "-c", _PUBLISHING],
            cwd=self.code,
            env=dict(where),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                editor = Editor(process)
                editor.expect("ready")
                yield editor
            finally:
                process.stdin.close()  # type: ignore[union-attr]
                process.wait(timeout=60)


class Editor:
    """Publishes a page under new titles."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def publish(self, title: str) -> None:
        """Publish the page under a title, and return once that is committed."""
        self._process.stdin.write(title + "\n")  # type: ignore[union-attr]
        self._process.stdin.flush()  # type: ignore[union-attr]
        self.expect(title)

    def expect(self, line: str) -> None:
        said = self._process.stdout.readline().rstrip("\n")  # type: ignore[union-attr]
        if said != line:
            raise StepFailed(f"A program that publishes said {said!r} instead of {line!r}.")


_PUBLISHING = """
import django, sys
django.setup()
from django.db import transaction
from pages.models import GuestBlogPost
key = GuestBlogPost.objects.order_by("pk").values_list("pk", flat=True)[0]
print("ready", flush=True)
for line in sys.stdin:
    page = GuestBlogPost.objects.get(pk=key)
    page.title = line.rstrip("\\n")
    with transaction.atomic():
        page.save_revision().publish()
    print(page.title, flush=True)
"""


def environment(root: Path, database: str, **variables: str) -> dict[str, str]:
    """Return the variables of an installation whose data are below ``root``."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    # SQLite makes the file, and not the folder.
    (root / "data").mkdir(exist_ok=True)
    return {
        **kept,
        **{"HOME": str(root), "PYTHONDONTWRITEBYTECODE": "1", "DJANGO_SETTINGS_MODULE": SETTINGS},
        **{"PYTHONPATH": str(_settings_module(root))},
        **{"SECRET_KEY": _key(root, "secret"), "IMAGE_SIGNING_KEY": _key(root, "images")},
        **{"ALLOWED_HOSTS": "localhost,127.0.0.1", "SECURE_SSL_REDIRECT": "off", "LOG_LEVEL": "WARNING"},
        **{"CMS_BASE_URL": "http://localhost:8000", "FRONTEND_URL": "http://localhost:3000"},
        **{"DATA_DIR": str(root / "data"), "DATABASE_URL": database, "STATIC_ROOT": str(root / "static")},
        **variables,
    }


def _settings_module(root: Path) -> Path:
    """Write the module of settings where programs of any release find it, and return its folder."""
    folder = root / "settings"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(__file__).with_name("uncompressed.py"), folder / f"{SETTINGS}.py")
    return folder


def _key(root: Path, name: str) -> str:
    path = root / f"{name}.key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def _when_it_answers(port: int, process: "subprocess.Popen[bytes]", log: Path) -> int:
    deadline = time.monotonic() + 120
    while True:
        try:
            if ask(port, "/healthz")[0] == 200:
                return port
        except OSError:
            pass
        if process.poll() is not None or time.monotonic() > deadline:
            raise StepFailed(f"The web server does not start:\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.2)


def ask(port: int, path: str) -> tuple[int, bytes]:
    """Return status and body of what a web server of this machine answers. Raise ``OSError`` if it does not."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "localhost"})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@contextmanager
def new_database(options_url: str, name: str) -> Iterator[str]:
    """Yield the address of an empty database on a server of PostgreSQL, until the end of the block."""
    import psycopg
    from psycopg import sql

    parts = urlsplit(options_url)
    whole = f"{parts.path.lstrip('/')}_{name}_{os.getpid()}"
    server: Any
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(whole)))
        try:
            yield parts._replace(path=f"/{whole}").geturl()
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(whole)))


NEXT = Tree("next", PROJECT)
