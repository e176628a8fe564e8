"""`manage.py upgrade` does its steps in their order, names each, and stops at the first that fails."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from operations.upgrades import steps

pytestmark = pytest.mark.django_db
NAMES = [step.name for step in steps.Upgrade("", None, False, []).steps()]


@pytest.fixture(autouse=True)
def installation(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT, settings.STATIC_ROOT = str(tmp_path / "media"), str(tmp_path / "static")
    settings.CMS_BASE_URL = "http://127.0.0.1:1"
    # Those of production are tested by the rehearsal.
    monkeypatch.setattr(steps, "_check", lambda: "")
    # It takes a minute.
    monkeypatch.setattr(steps, "_collect", lambda: "")


def upgrade(**options: Any) -> str:
    printed = io.StringIO()
    call_command("upgrade", stdout=printed, **options)
    return printed.getvalue()


def failure(**options: Any) -> str:
    with pytest.raises(CommandError) as raised:
        upgrade(**options)
    return str(raised.value)


def test_every_step_is_named(tmp_path: Path, settings: Any) -> None:
    marker = tmp_path / "marker"
    command = f"{sys.executable} -c \"open('{marker}', 'w').close()\""
    printed = upgrade(no_backup=True, reload=[command])
    assert [f"{number}/6 {name} ..." for number, name in enumerate(NAMES, start=1)] == printed.splitlines()[:-1:2]
    assert marker.exists() and printed.splitlines()[-1] == f"This is release {settings.VERSION}."


def test_without_a_command_it_says_how_to_replace_the_programs(settings: Any) -> None:
    settings.UPGRADE_RELOAD = []
    assert "systemctl reload coalition-cms-web" in upgrade(no_backup=True)


def test_a_backup_must_be_wanted_or_not() -> None:
    assert "Say where the backup goes" in failure()


def test_settings_that_are_not_right_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise CommandError("System check identified some issues")

    monkeypatch.setattr(steps, "_check", refuse)
    told = failure(no_backup=True)
    assert "System check identified some issues" in told and f"Step 1, {NAMES[0]}, failed. Nothing has changed" in told


def test_migrations_that_running_programs_cannot_stand_stop_it() -> None:
    MigrationRecorder(connection).migration_qs.filter(app="pages", name="0024_animated_images").delete()
    told = failure(no_backup=True)
    assert "pages.0024_animated_images: Add field animated to image" in told
    assert "Step 2, " in told and "repeat with --stopped" in told


def test_it_goes_on_if_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "conflicts", lambda applied: pytest.fail("nobody asks"))
    assert "not needed: nothing runs" in upgrade(no_backup=True, stopped=True)


def test_a_backup_that_fails_stops_it_before_any_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "_migrate", lambda: pytest.fail("it goes on"))
    (tmp_path / "file").write_text("")
    told = failure(backup=str(tmp_path / "file"))
    assert "The backup cannot be written" in told and "Step 3, make a backup, failed. Nothing has changed" in told


def test_a_migration_that_fails_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(steps, "_migrate", fail)
    told = failure(no_backup=True)
    assert "the disk is full" in told and "Step 4, " in told and "The old programs go on." in told


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (f"{sys.executable} -c \"import sys; sys.exit('no such unit')\"", "ended with 1: no such unit"),
        ("no-such-program", "cannot be started"),
    ],
)
def test_programs_that_cannot_be_replaced(command: str, said: str) -> None:
    told = failure(no_backup=True, reload=[command])
    assert said in told and "Step 6, " in told and "replace those that are left" in told
