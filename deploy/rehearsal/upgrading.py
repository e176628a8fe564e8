"""Parts of a rehearsal: an upgrade from the release before under load, and the restore of a backup that it made."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from .backups import compare, database, demo_content, elsewhere, temporary
from .load import Requests
from .parts import Options, Skipped, StepFailed
from .previous import described, find, previous_release
from .trees import NEXT, Editor, Tree, ask

PATHS = ("/api/v2/pages/", "/api/v2/posts/?fields=*", "/api/v2/events/", "/api/v2/people/", "/sitemap.xml", "/healthz")
#: How often each release publishes while both run.
PUBLICATIONS = 20


class Readers(Requests):
    """Threads that ask the web servers that run, one after the other, until the end of the block."""

    def __init__(self, number: int) -> None:
        super().__init__([self._read] * number)
        self.ports: set[int] = set()
        #: What was not as it should be.
        self.faults: list[str] = []

    @contextmanager
    def reading(self, port: int) -> Iterator[None]:
        """Have a web server be read, too, within the block. It may end only afterwards."""
        with self._lock:
            self.ports = {*self.ports, port}
        try:
            yield
        finally:
            with self._lock:
                self.ports -= {port}
            # What was asked before has its answer.
            self._turn()

    def _turn(self) -> None:
        before = sum(self.results.values())
        while self.ports and not self._end.is_set() and sum(self.results.values()) < before + 2 * len(self._threads):
            self._end.wait(0.05)

    def _read(self) -> None:
        number = 0
        while not self._end.is_set():
            for port in sorted(self.ports):
                path = PATHS[number % len(PATHS)]
                number += 1
                try:
                    status, body = ask(port, path)
                    result = str(status)
                except OSError as error:
                    # Nobody reads a server any more that has ended.
                    if port not in self.ports:
                        continue
                    result, body = type(error).__name__, b""
                with self._lock:
                    self.results[result] += 1
                    if result != "200" and len(self.faults) < 5:
                        self.faults.append(f"{path}: {result} {body[:200]!r}")
            self._end.wait(0.01)


def upgrade_under_load(options: Options, tell: Callable[[str], None]) -> str:
    """Upgrade an installation of the release before while it is read, and publish with both releases at once."""
    commit = find(options.previous)
    with temporary() as root, previous_release(options, root) as old:
        tell(f"the release before is {described(commit)}")
        with demo_content(options, old) as where:
            where |= {"CACHE_URL": options.redis, "CACHE_KEY_PREFIX": f"rehearsal-{root.name}"}
            if options.static:
                shutil.copytree(options.static, where["STATIC_ROOT"])
            else:
                old.manage(where, "collectstatic", "--noinput", "--verbosity", "0")
            return _upgrade(options, tell, where, old, root)


def _upgrade(options: Options, tell: Callable[[str], None], where: Mapping[str, str], old: Tree, root: Path) -> str:
    number = PUBLICATIONS // 4 if options.short else PUBLICATIONS
    published = 0
    with (
        Readers(2) as readers,
        old.serving(where, root / "old.log") as old_port,
        old.editor(where) as old_editor,
        readers.reading(old_port),
    ):
        published += _publish(readers, [old_editor], number)
        said = NEXT.manage(where, "upgrade", "--backup", str(root / "backups"), *_reload(root))
        if "6/6" not in said or not (root / "reloaded").exists():
            raise StepFailed(f"The upgrade did not do its last step:\n{said}")
        tell("upgraded while the release before was read")
        # It serves on with the tables of the next one.
        published += _publish(readers, [old_editor], number)
        with (
            NEXT.serving(where, root / "new.log") as new_port,
            NEXT.editor(where) as new_editor,
            readers.reading(new_port),
        ):
            published += _publish(readers, [old_editor, new_editor], number)
            tell("both releases served and published")
            readers.ports -= {old_port}
            published += _publish(readers, [new_editor], number)
    if readers.faults:
        raise StepFailed("Not every request was answered as it should be:\n" + "\n".join(readers.faults))
    for name in ("old", "new"):
        log = (root / f"{name}.log").read_text(errors="replace")
        if "Traceback" in log:
            raise StepFailed(f"The web server of the {name} release logs errors:\n{log[-3000:]}")
    return f"{readers.results['200']} requests, none lost; {published} publications, none stale"


def _reload(root: Path) -> list[str]:
    return ["--reload", f"touch {root / 'reloaded'}"]


def _publish(readers: Readers, editors: list[Editor], number: int) -> int:
    """Publish in turns, look each time what every server that runs says, and return how often that was."""
    for turn in range(number):
        for place, editor in enumerate(editors):
            title = f"Rehearsal {place}-{turn}"
            editor.publish(title)
            for port in sorted(readers.ports):
                _expect(port, title)
    return number * len(editors)


def _expect(port: int, title: str) -> None:
    """Raise ``StepFailed`` if a detail, a list or a search does not have the title that was published last."""
    status, body = ask(port, "/api/v2/posts/?order=id&limit=1")
    (first,) = json.loads(body)["items"] if status == 200 else [{}]
    detail = ask(port, f"/api/v2/pages/{first.get('id', 0)}/")
    found = ask(port, f"/api/v2/posts/?search={quote(chr(34) + title + chr(34))}")
    for what, (code, content) in {"list": (status, body), "detail": detail, "search": found}.items():
        if code != 200 or title.encode() not in content:
            raise StepFailed(f"“{title}” was published, and the {what} is {code} and stale: {content[:300]!r}")


def restore_of_the_release_before(options: Options, tell: Callable[[str], None]) -> str:
    """Restore a backup that the release before has made, and compare every public response."""
    commit = find(options.previous)
    with temporary() as root, previous_release(options, root) as old:
        tell(f"the release before is {described(commit)}")
        if not (old.code / "backups/management/commands/backup.py").exists():
            raise Skipped(f"{described(commit)} has no backups")
        with demo_content(options, old) as where:
            old.manage(where, "backup", str(root / "backups"))
            NEXT.manage(where, "migrate", "--noinput", "--verbosity", "0")
            before = NEXT.responses(where)
            with database(options, root, "restored") as url:
                restored = elsewhere(where, root, url)
                NEXT.manage(restored, "restore", str(root / "backups"))
                return compare(before, NEXT.responses(restored), "after the restore")
