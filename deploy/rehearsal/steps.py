"""The steps of docs/operations.md, each of which raises if it does not do what it promises."""

import json
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from . import proxy, units
from .browser import Browser
from .load import Load
from .site import DOMAIN, ENV_FILE, INSTALLED, PROJECT, Site, StepFailed, children

ACCOUNT = "operator@example.org"
#: The units of ``deploy/systemd/``.
SERVICES = ("web", "worker", "stream")
#: What a release consists of.
RELEASE = (
    *(
        "accounts",
        "api",
        "archives",
        "arrivals",
        "backups",
        "cms",
        "delivery",
        "demo",
        "links",
        "operations",
        "pages",
        "privacy",
        "releases",
        "deploy",
        "manage.py",
        ".env.example",
    ),
    *("requirements.txt", "requirements-uv.txt", "pyproject.toml"),
)


class Rehearsal:
    """One installation, from an empty folder to a reload under load."""

    def __init__(
        self, site: Site, *, short: bool, static: Path | None, database: Path | None, postgres: str, redis: str
    ) -> None:
        self.site, self.short, self.static, self.database = site, short, static, database
        self.services = [*(("--postgres", postgres) if postgres else ()), *(("--redis", redis) if redis else ())]
        self.password = secrets.token_urlsafe(16)
        self.paths = {
            INSTALLED: str(site.project),
            ENV_FILE: str(site.env_file),
            "/run/coalition-cms": str(site.runtime),
            "8001": str(site.stream),
            "/bin/kill": shutil.which("kill") or "/bin/kill",
        }
        if short:
            # Too soon on purpose: even then, no request may be lost.
            self.paths["--respawn-interval 20"] = "--respawn-interval 3"
        self.note = ""

    def release(self) -> None:
        """Put the files of the release into an empty folder that belongs to a user without privileges."""
        site = self.site
        data, static = site.project / "data", site.project / "static"
        # The release itself belongs to whoever installs it.
        owned = [site.etc, site.runtime, site.logs, data, static]
        for folder in (site.project, *owned):
            folder.mkdir()
        for name in RELEASE:
            source = PROJECT / name
            if source.is_dir():
                shutil.copytree(source, site.project / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, site.project / name)
        if self.database:
            owned.append(Path(shutil.copy(self.database, data / "db.sqlite3")))
        if site.user:
            for path in owned:
                shutil.chown(path, site.user, site.user)

    def virtual_environment(self) -> None:
        """Install the locked dependencies and nothing else, after checking their hashes."""
        site = self.site
        if self.short:
            # That of this process, whose dependencies are the same ones and those of the tests.
            site.bin = Path(site.base_python).parent
            self.paths[f"{INSTALLED}/.venv/bin"] = str(site.bin)
            self.paths = dict(sorted(self.paths.items(), key=lambda change: -len(change[0])))
            self.note = "that of this process"
            return
        uv = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
        python = str(site.bin / "python")
        target = str(site.project / ".venv")
        for command in (
            [site.base_python, "-m", "venv", "--without-pip", target],
            [uv, "--quiet", "pip", "sync", "--python", python, "--require-hashes", "requirements.txt"],
        ):
            # As whoever installs, who is not the user of the installation: that one cannot change its own programs.
            done = subprocess.run(command, cwd=site.project, capture_output=True, text=True)  # noqa: S603
            if done.returncode != 0:
                raise StepFailed(done.stderr[-4000:])

    def configuration(self) -> None:
        """Make the file of variables, which only its owner can read, and which is not overwritten."""
        command = ["new_env", "--domain", DOMAIN, "--file", str(self.site.env_file), *self.services]
        self.site.manage(*command)
        mode = self.site.env_file.stat().st_mode & 0o777
        if mode != 0o600:
            raise StepFailed(f"The file has mode {mode:o}.")
        before = self.site.env_file.read_bytes()
        with suppress(StepFailed):
            self.site.manage(*command)
        if self.site.env_file.read_bytes() != before:
            raise StepFailed("A second new_env has overwritten the keys.")

    def migrate(self) -> None:
        self.site.manage("migrate", "--noinput", "--verbosity", "0")
        # As for an upgrade, and it may be repeated.
        self.site.manage("migrate", "--noinput", "--verbosity", "0")
        self.site.manage("check", "--deploy", "--fail-level", "WARNING", "--database", "default")

    def collectstatic(self) -> None:
        """Collect the static files, without which the server does not start."""
        refused = [str(self.site.bin / "python"), "-c", "import cms.wsgi"]
        try:
            self.site.run(*refused)
        except StepFailed as error:
            if "There are no static files in" not in str(error):
                raise
        else:
            raise StepFailed("The server starts without static files.")
        if self.static:
            shutil.copytree(self.static, self.site.project / "static", dirs_exist_ok=True)
            self.note = "a copy of what was collected before"
        else:
            self.site.manage("collectstatic", "--noinput", "--verbosity", "0")

    def account(self) -> None:
        self.site.manage("create_admin", ACCOUNT, ADMIN_PASSWORD=self.password)

    def services_start(self, names: Sequence[str] = SERVICES, **variables: str) -> None:
        """Start what the units of those names start, with these variables of the environment in addition."""
        for name in names:
            command = units.command(name, "ExecStart", self.paths)
            self.site.start(name, command, **units.environment(name, self.paths), **variables)
        self.site.until(lambda: self._answers(self.site.runtime / "web.sock"), "the web server responds")
        if "stream" in names:
            self.site.until(lambda: self._answers(self.site.stream), "the stream responds")

    def proxy_starts(self) -> None:
        self.browser = Browser(self.site.https, proxy.certificate(self.site))
        proxy.start(self.site)
        self.site.until(lambda: self._answers(self.site.https), "nginx responds")
        self.site.until(lambda: self.browser.ask("GET", "/readyz").status == 200, "/readyz is 200 through the proxy")
        # Files that are there, and that no web server may serve past the CMS.
        for folder in ("documents", "original_images"):
            self._write(self.site.project / "data/media" / folder / "check.txt")
        for path, status in (
            ("/media/documents/check.txt", 404),
            ("/media/original_images/check.txt", 404),
            ("/admin/", 302),
        ):
            found = self.browser.ask("GET", path).status
            if found != status:
                raise StepFailed(f"{path} responds with {found} instead of {status}.")

    def sign_in(self) -> None:
        """Sign in as a browser does; both cookies must be for TLS only."""
        self.browser.submit("/admin/login/", username=ACCOUNT, password=self.password)
        for name in ("sessionid", "csrftoken"):
            if name not in self.browser.cookies or not self.browser.cookies[name]["secure"]:
                raise StepFailed(f"The cookie {name} is not there, or not marked as secure.")
        if not self.browser.cookies["sessionid"]["httponly"]:
            raise StepFailed("Scripts can read the cookie of the session.")
        headers = self.browser.get("/admin/").headers
        if "Strict-Transport-Security" not in headers:
            raise StepFailed("Browsers are not told to use TLS only.")

    def publish(self) -> None:
        """Publish the first page in the editor, and read it as a frontend does."""
        home = json.loads(self.browser.get("/api/v2/pages/?type=pages.HomePage").body)["items"][0]["id"]
        self.browser.submit(
            f"/admin/pages/add/pages/sectionpage/{home}/",
            **{"title": "Rehearsal", "slug": "rehearsal", "body-count": "0", "action-publish": "action-publish"},
        )
        page = json.loads(self.browser.get("/api/v2/pages/?slug=rehearsal&fields=*").body)["items"]
        if [one["title"] for one in page] != ["Rehearsal"]:
            raise StepFailed(f"The API does not show what was published: {page}")

    def reload(self) -> None:
        """Replace all workers as `systemctl reload` does, while requests arrive: none may be lost."""
        main = self.site.processes["web"].pid
        before = children(main)
        browsers = [Browser(self.site.https, self.site.root / "certificate.pem") for _ in range(4)]
        paths = ["/api/v2/pages/", "/api/v2/pages/?fields=*&slug=rehearsal", "/healthz", "/api/v2/posts/"]
        with Load(browsers, paths) as load:
            self.site.until(lambda: load.results["200"] > 20, "requests have responses")
            (command,) = [units.command("web", "ExecReload", {**self.paths, "$MAINPID": str(main)})]
            self.site.run(*command)
            self.site.until(lambda: not before & children(main), "all workers are new", 300)
            # One that is still starting would not hear that it shall end.
            self.site.until(
                lambda: self.site.log("web").count("Started worker") >= 2 * len(before), "they have started"
            )
            already = sum(load.results.values())
            self.site.until(lambda: sum(load.results.values()) > already + 40, "the new workers respond")
        if load.lost:
            raise StepFailed(f"Requests were lost during the reload: {dict(load.results)}")
        self.note = f"{load.results['200']} requests, none lost"

    def end(self) -> None:
        """End everything as `systemctl stop` does: with code 0, and no traceback in the logs."""
        for name in SERVICES:
            self.site.processes[name].send_signal(signal.SIGTERM)
        for name in SERVICES:
            code = self.site.processes[name].wait(timeout=60)
            if code != 0 or "Traceback" in self.site.log(name):
                raise StepFailed(f"{name} ended with {code}:\n{self.site.log(name)}")

    def _write(self, path: Path) -> None:
        """Write a file that everybody on this machine may read."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("check")
        for each in (path.parent.parent, path.parent, path):
            each.chmod(0o755 if each.is_dir() else 0o644)
            if self.site.user:
                shutil.chown(each, self.site.user, self.site.user)

    def _answers(self, where: Path | int) -> bool:
        """Tell whether a server accepts connections at a port of this machine, or at a socket in a file."""
        try:
            if isinstance(where, int):
                socket.create_connection(("127.0.0.1", where), timeout=1).close()
            else:
                with socket.socket(socket.AF_UNIX) as client:
                    client.connect(str(where))
        except OSError:
            return False
        return True


Step = tuple[str, Callable[[], None]]


def installation(rehearsal: Rehearsal) -> Iterator[Step]:
    """Yield the title of each step until all is installed and nothing runs yet, and what does it."""
    yield "release in an empty folder, user", rehearsal.release
    yield "virtual environment from the lock file", rehearsal.virtual_environment
    yield "manage.py new_env", rehearsal.configuration
    yield "manage.py migrate, check --deploy", rehearsal.migrate
    yield "manage.py collectstatic", rehearsal.collectstatic
    yield "manage.py create_admin", rehearsal.account


def steps(rehearsal: Rehearsal) -> Iterator[Step]:
    """Yield the title of each step, and what does it."""
    yield from installation(rehearsal)
    yield "web server, worker and stream as in the units", rehearsal.services_start
    yield "nginx with TLS", rehearsal.proxy_starts
    yield "first sign-in", rehearsal.sign_in
    yield "first page, published and read through the API", rehearsal.publish
    yield "reload under load", rehearsal.reload
    yield "end of all processes", rehearsal.end
