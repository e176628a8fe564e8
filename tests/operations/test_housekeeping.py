"""What the worker tidies up: what is old goes, what is not stays, and one worker at a time does it."""

import datetime
import logging
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from operations.definitions import OWN_CHORES
from operations.health.health_check import Status
from operations.health.housekeeping import judge_housekeeping
from operations.housekeeping import chore as chore_module
from operations.housekeeping import removal, runner
from operations.housekeeping.chore import Chore, chores
from operations.housekeeping.runner import run_chore, run_due_chores
from operations.models import ChoreRun, MailFailure
from pages.models import SearchDocument
from pages.scheduler.housekeeping import Housekeeping
from tests.content import make_image, make_section

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that has these chores be all."""

    def register(*given: Chore) -> None:
        monkeypatch.setattr(chore_module._registry, "_read", {one.name: one for one in given})

    return register


def counting(name: str = "test") -> tuple[Chore, list[int]]:
    runs: list[int] = []

    def do() -> int:
        runs.append(1)
        return 7

    return Chore(name, f"Chore {name}", do, "a day"), runs


def test_every_chore_is_registered_and_its_setting_exists() -> None:
    assert set(OWN_CHORES) <= set(chores().values())
    assert all(hasattr(django_settings, chore.setting) for chore in chores().values() if chore.setting)


def test_the_documentation_has_all_of_them() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs/monitoring.md").read_text()
    table = text.partition("## Housekeeping")[2].partition("\n## ")[0]
    assert len(re.findall("^\\| ", table, re.MULTILINE)) == len(chores()) + 1
    assert all(f"`{chore.setting}`" in table for chore in chores().values() if chore.setting)


def test_a_day_passes_between_two_runs(only: Callable[..., None], caplog: pytest.LogCaptureFixture) -> None:
    chore, runs = counting()
    only(chore)
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock, caplog.at_level(logging.INFO):
        for _ in range(3):
            run_due_chores()
        assert len(runs) == 1
        clock.move_to(now + DAY - datetime.timedelta(minutes=1))
        run_due_chores()
        assert len(runs) == 1
        clock.move_to(now + DAY)
        run_due_chores()
    assert len(runs) == 2 and ChoreRun.objects.get().removed == 7
    assert "Chore test: removed 7." in caplog.messages


def test_the_worker_runs_them(only: Callable[..., None]) -> None:
    chore, runs = counting()
    only(chore)
    Housekeeping().tick()
    assert len(runs) == 1


def test_another_worker_that_comes_at_the_same_time_leaves_it_alone(only: Callable[..., None]) -> None:
    def do() -> int:
        # While one worker is at it.
        run_due_chores()
        runs.append(1)
        return 0

    runs: list[int] = []
    only(Chore("test", "Chore", do, "a day"))
    run_due_chores()
    assert len(runs) == 1


def test_one_that_fails_keeps_no_other_from_running(only: Callable[..., None]) -> None:
    def fail() -> int:
        raise OSError("disk")

    chore, runs = counting("b")
    only(Chore("a", "First", fail, "a day"), chore)
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        run_due_chores()
        assert len(runs) == 1 and judge_housekeeping().status is Status.WARNING
        assert judge_housekeeping().sentence == "First: OSError."
        with pytest.raises(CommandError, match="First"):
            call_command("tidy_up")
        clock.move_to(now + runner.AGAIN)
        only(Chore("a", "First", lambda: 3, "a day"), chore)
        run_due_chores()
    assert len(runs) == 2 and judge_housekeeping().status is Status.OK


def test_the_command_runs_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("tidy_up")
    printed = capsys.readouterr().out
    assert all(f"{chore.title}: removed " in printed for chore in OWN_CHORES)


def run(name: str) -> int | None:
    return run_chore(chores()[name])


def test_sessions() -> None:
    for seconds in (-5, 3600):
        session = SessionStore()
        session.set_expiry(seconds)
        session.save()
    assert run("sessions") == 1 and Session.objects.count() == 1


def test_results_of_tasks(settings: Any) -> None:
    ended = timezone.now() - settings.TASK_RESULTS_DAYS * DAY
    for status, finished_at in (
        ("SUCCESSFUL", ended - DAY),
        ("FAILED", ended - DAY),
        ("SUCCESSFUL", ended + DAY),
        ("READY", None),
    ):
        DBTaskResult.objects.create(
            **{"task_path": "tests.task", "args_kwargs": {"args": [], "kwargs": {}}, "backend_name": "default"},
            **{"status": status, "finished_at": finished_at},
        )
    assert run("task_results") == 2 and DBTaskResult.objects.count() == 2


def test_failed_e_mails(settings: Any) -> None:
    for days in (settings.MAIL_FAILURES_DAYS + 1, 1):
        MailFailure.objects.create(at=timezone.now() - days * DAY, reason="SMTPException")
    assert run("mail_failures") == 1 and MailFailure.objects.count() == 1


def test_search_documents_of_what_is_gone() -> None:
    section = make_section(title="News")
    SearchDocument.objects.create(kind="page", object_id=section.pk + 1000, title="Gone", text="")
    assert run("search") == 1 and run("search") == 0
    assert SearchDocument.objects.filter(kind="page", object_id=section.pk).exists()


def test_files_of_renditions(settings: Any) -> None:
    image = make_image()
    kept = image.get_rendition("width-50").file
    storage = kept.storage
    old, young = (storage.save(f"images/{name}.webp", ContentFile(b"x")) for name in ("left", "young"))
    past = (timezone.now() - 2 * DAY).timestamp()
    for name in (kept.name, old, image.file.name):
        os.utime(storage.path(name), (past, past))
    assert run("renditions") == 1
    assert [storage.exists(name) for name in (kept.name, old, young, image.file.name)] == [True, False, True, True]


def test_files_in_a_bucket_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removal, "FileSystemStorage", type("Local", (), {}))
    assert run("renditions") == 0


def test_one_run_removes_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removal, "BATCH", 2)
    monkeypatch.setattr(removal, "MOST", 4)
    old = timezone.now() - 1000 * DAY
    MailFailure.objects.bulk_create(MailFailure(at=old, reason="x") for _ in range(7))
    assert [run("mail_failures") for _ in range(3)] == [4, 3, 0]
