"""Part of a rehearsal: services are taken away, one at a time and in pairs, while people and programs go on."""

import itertools
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .actors import Actor, Faults, actors
from .connections import Proxy
from .mail_server import MailServer
from .parts import Options, Skipped
from .proxy import is_installed
from .site import Site, StepFailed, prepared
from .steps import Rehearsal, installation
from .trees import new_database

#: Seconds for which services are away, and the longest until everything works again.
AWAY, LONGEST_RECOVERY = 6, 90
#: How many rounds the short form has: each service, and two pairs.
SHORT = 7
#: The size of the disk for uploads.
MEGABYTES = 96
#: How many lines of errors one process may write about one outage: one for each thing that fails, not for each request.
MOST_LINES = 12


def take_services_away(options: Options, tell: Callable[[str], None]) -> str:
    """Install, take each service away, then each pair of them, and return how many rounds there were."""
    if not options.postgres or not options.redis:
        raise Skipped("needs --postgres and --redis")
    if not is_installed():
        raise Skipped("nginx and openssl are needed")
    with prepared(options.short) as site, new_database(options.postgres, "outages") as postgres:
        rehearsal = Rehearsal(
            site, short=options.short, static=options.static, database=None, postgres=postgres, redis=options.redis
        )
        for _, step in installation(rehearsal):
            step()
        tell("installed")
        number = 0
        with Outages(rehearsal, postgres, options.redis) as outages:
            for names, note in outages.rounds(SHORT if options.short else None):
                tell(f"without {names:<24} {note}")
                number += 1
        return f"{number} rounds, no save lost, everything well by itself after each"


@dataclass(frozen=True)
class Service:
    """Something that the CMS needs, and that can be taken away and given back."""

    name: str
    take: Callable[[], None]
    give_back: Callable[[], None]


class Outages:
    """An installation on PostgreSQL and Redis whose services can be taken away."""

    def __init__(self, rehearsal: Rehearsal, postgres: str, redis: str) -> None:
        self._rehearsal, self._postgres, self._redis = rehearsal, postgres, redis
        self._site: Site = rehearsal.site
        self._media = self._site.project / "data/media"
        self._stack = ExitStack()
        self.services: list[Service] = []

    def __enter__(self) -> "Outages":
        """Start the web server and the worker, whose services are reached through proxies, and sign in."""
        with ExitStack() as stack:
            database = stack.enter_context(_proxy(self._postgres))
            cache = stack.enter_context(_proxy(self._redis))
            mail = stack.enter_context(MailServer())
            mail_proxy = stack.enter_context(Proxy("127.0.0.1", mail.port))
            self.services = [
                Service("database", database.cut, database.mend),
                Service("cache", cache.cut, cache.mend),
                Service("mail", mail_proxy.cut, mail_proxy.mend),
            ]
            self._media.mkdir(exist_ok=True)
            if stack.enter_context(_small_disk(self._media)):
                filler = self._media / "filler"
                self.services += [
                    Service("storage", lambda: _remount(self._media, "ro"), lambda: _remount(self._media, "rw")),
                    Service("disk", lambda: _fill(filler), lambda: filler.unlink(missing_ok=True)),
                ]
            else:
                self.services.append(Service("storage", lambda: self._media.chmod(0), lambda: self._media.chmod(0o750)))
            if self._site.user:
                shutil.chown(self._media, self._site.user, self._site.user)
            self._rehearsal.services_start(
                ("web", "worker"),
                DATABASE_URL=_through(self._postgres, database.port),
                CACHE_URL=_through(self._redis, cache.port),
                EMAIL_URL=f"smtp://127.0.0.1:{mail_proxy.port}",
            )
            self._rehearsal.proxy_starts()
            self._rehearsal.sign_in()
            stack.callback(self._site.stop)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def rounds(self, most: int | None = None) -> Iterator[tuple[str, str]]:
        """Take each service away, then each pair, or only so many. Yield what was away, and what came of it.

        Raise ``StepFailed`` at the first response that is not as documented, save that is lost, or thing that does not
        work again by itself.
        """
        single = [(service,) for service in self.services]
        combinations = [*single, *itertools.combinations(self.services, 2)][:most]
        faults = Faults()
        with ExitStack() as stack:
            people = [stack.enter_context(actor) for actor in actors(self._rehearsal, faults)]
            self._wait_for_all(people, faults, "before anything is taken away")
            for away in combinations:
                names = " and ".join(service.name for service in away)
                yield names, self._round(names, away, people, faults)
        for actor in people:
            if sentence := actor.lost():
                raise StepFailed(sentence)

    def _round(self, names: str, away: Sequence[Service], people: Sequence[Actor], faults: Faults) -> str:
        already = {name: self._lines(name) for name in self._site.processes}
        before = {actor.name: actor.refused for actor in people}
        for service in reversed(away):
            # The last one first: what is read-only cannot be filled.
            service.take()
        try:
            time.sleep(AWAY)
        finally:
            for service in away:
                service.give_back()
        started = time.monotonic()
        self._wait_for_all(people, faults, f"with {names} away and back")
        recovered = time.monotonic() - started
        for name, number in already.items():
            written = self._lines(name)[len(number) :]
            if any("Traceback" in line for line in written):
                raise StepFailed(f"{name} writes tracebacks without {names}:\n" + "\n".join(written[-60:]))
            if sum(" ERROR " in line for line in written) > MOST_LINES:
                raise StepFailed(f"{name} writes many lines without {names}:\n" + "\n".join(written[-60:]))
        refused = sum(actor.refused - before[actor.name] for actor in people)
        return f"{refused} refused in words, well after {recovered:.0f} s"

    def _wait_for_all(self, people: Sequence[Actor], faults: Faults, when: str) -> None:
        """Wait until each actor has succeeded twice more: the first may have begun before."""
        already = {actor.name: actor.succeeded for actor in people}

        def behind() -> list[Actor]:
            return [actor for actor in people if actor.succeeded < already[actor.name] + 2]

        try:
            self._site.until(lambda: not behind() or bool(faults.sentences), "all succeed", LONGEST_RECOVERY)
        except StepFailed as error:
            last = "\n".join(f"{actor.name}: {actor.last}" for actor in behind())
            raise StepFailed(f"Not everybody succeeds {when}. {error}\n{last}") from error
        if faults.sentences:
            raise StepFailed(f"What was not as documented {when}:\n" + "\n".join(faults.sentences[:10]))

    def _lines(self, process: str) -> list[str]:
        return (self._site.logs / f"{process}.log").read_text(errors="replace").splitlines()


def _proxy(url: str) -> Proxy:
    parts = urlsplit(url)
    return Proxy(parts.hostname or "127.0.0.1", parts.port or {"postgres": 5432}.get(parts.scheme, 6379))


def _through(url: str, port: int) -> str:
    """Return a URL with the port of a proxy on this machine."""
    parts = urlsplit(url)
    account = parts.netloc.rpartition("@")[0]
    return parts._replace(netloc=f"{account}@127.0.0.1:{port}" if account else f"127.0.0.1:{port}").geturl()


@contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    """Put a small file system at an empty folder until the end of the block. Yield whether this user may."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    may = subprocess.run(command, capture_output=True).returncode == 0  # noqa: S603
    try:
        yield may
    finally:
        if may:
            subprocess.run(["umount", "--lazy", str(folder)], check=True, capture_output=True)  # noqa: S603, S607


def _remount(folder: Path, mode: str) -> None:
    """Make a file system read-only (``ro``), which binds every user, or writable (``rw``)."""
    # A file that is being written keeps it writable for a moment.
    for _ in range(50):
        if subprocess.run(["mount", "-o", f"remount,{mode}", str(folder)], capture_output=True).returncode == 0:  # noqa: S603, S607
            return
        time.sleep(0.1)
    raise StepFailed(f"{folder} does not become {mode}.")


def _fill(path: Path) -> None:
    """Write until the disk is full."""
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(65_536)):
                pass
        except OSError:
            return
