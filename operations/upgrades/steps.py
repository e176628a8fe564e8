"""The steps from one release to the next, run by the programs of the next one while those of the last one serve."""

import shlex
import subprocess
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.recorder import MigrationRecorder

from operations.upgrades.additive import conflicts


class Step(NamedTuple):
    """One step: its name, what does it, and what to do if that fails. It returns a sentence about what it did."""

    name: str
    do: Callable[[], str]
    if_it_fails: str


class Upgrade(NamedTuple):
    """What was decided before an upgrade."""

    #: Where the backup goes, or ``""`` for none.
    backup: str
    #: How many backups stay there, or ``None`` for all.
    keep: int | None
    #: Whether nothing of the CMS runs meanwhile.
    stopped: bool
    #: The commands that replace the running programs.
    reload: list[str]

    def steps(self) -> Iterator[Step]:
        """Yield the steps in their order. Nothing has changed before the first migration."""
        yield Step(
            "check the settings",
            _check,
            "Nothing has changed: correct the settings and repeat the upgrade.",
        )
        yield Step(
            "look whether old and new programs can run together",
            self._look,
            "Nothing has changed: upgrade to the releases between first, or stop the CMS and repeat with --stopped.",
        )
        yield Step(
            "make a backup",
            self._back_up,
            "Nothing has changed: correct what was named, or choose another place with --backup.",
        )
        yield Step(
            "change the tables",
            _migrate,
            "The old programs go on. Repeat the upgrade once the cause is gone; the backup is there if all else fails.",
        )
        yield Step(
            "collect the static files",
            _collect,
            "The old programs go on. Repeat the upgrade once the cause is gone.",
        )
        yield Step(
            "replace the running programs",
            self._reload,
            "Old and new programs may both be running, which does no harm: replace those that are left.",
        )

    def _look(self) -> str:
        if self.stopped:
            return "not needed: nothing runs"
        applied = set(MigrationRecorder(connection).applied_migrations())
        if not applied:
            return "the database is empty"
        if found := conflicts(applied):
            raise CommandError("They cannot:\n" + "\n".join(map(str, found)))
        return "they can"

    def _back_up(self) -> str:
        if not self.backup:
            return "not wanted"
        call_command("backup", self.backup, keep=self.keep)
        return ""

    def _reload(self) -> str:
        if not self.reload:
            return (
                "now do so, as with `systemctl reload coalition-cms-web && "
                "systemctl restart coalition-cms-worker coalition-cms-stream` (UPGRADE_RELOAD does it from here)"
            )
        for command in self.reload:
            try:
                done = subprocess.run(shlex.split(command), capture_output=True, text=True)  # noqa: S603
            except OSError as error:
                raise CommandError(f"`{command}` cannot be started: {error.strerror}.") from error
            if done.returncode != 0:
                said = (done.stderr or done.stdout).strip()
                raise CommandError(f"`{command}` ended with {done.returncode}: {said}")
        return ""


def _check() -> str:
    call_command("check", deploy=True, fail_level="ERROR", databases=[DEFAULT_DB_ALIAS])
    return ""


def _migrate() -> str:
    call_command("migrate", interactive=False, verbosity=0)
    return ""


def _collect() -> str:
    call_command("collectstatic", interactive=False, verbosity=0)
    return f"in {settings.STATIC_ROOT}"
