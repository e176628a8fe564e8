"""Loops of workers leave signs of life, which every process sees and few statements write."""

import datetime
import threading
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from operations.beats import EVERY, beat, last_beats
from operations.health.health_check import Status
from operations.health.work import judge_scheduler, judge_task_worker, judge_worker, silent_loops
from operations.models import Heartbeat
from pages.scheduler.loop import Loop

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_loop_that_works_leaves_a_sign_of_life() -> None:
    assert judge_scheduler().status is Status.ERROR
    Loop("Scheduled publishing", lambda: None, 1).tick()
    assert judge_scheduler().status is Status.OK
    assert judge_worker().status is Status.ERROR


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_loop_that_fails_leaves_none() -> None:
    def fail() -> None:
        raise ValueError("It does not work.")

    Loop("Scheduled publishing", fail, 1).tick()
    assert last_beats() == {}


def test_few_statements_write_it(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("operations.beats.time.monotonic", lambda: clock[0])
    beat("Delivery")
    with CaptureQueriesContext(connection) as captured:
        for _ in range(50):
            beat("Delivery")
    assert len(captured) == 0
    clock[0] += EVERY
    with CaptureQueriesContext(connection) as captured:
        beat("Delivery")
    assert len(captured) > 0


def test_a_heartbeat_that_could_not_be_written_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> None:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(Heartbeat.objects, "update_or_create", fail)
        with pytest.raises(DatabaseError):
            beat("Delivery")
    beat("Delivery")
    assert list(last_beats()) == ["Delivery"]


def test_silence_is_noticed(settings: Any) -> None:
    settings.TASKS_ARE_QUEUED = True
    assert silent_loops() == {"Scheduled publishing": None, "Delivery": None, "Tasks": None}
    now = timezone.now()
    for name in ("Scheduled publishing", "Delivery", "Tasks"):
        beat(name)
    assert silent_loops() == {}
    with time_machine.travel(now + datetime.timedelta(seconds=settings.HEARTBEAT_SECONDS + 5)):
        # A task may take long.
        assert set(silent_loops()) == {"Scheduled publishing", "Delivery"}
        assert "last worked" in judge_worker().sentence and judge_worker().status is Status.ERROR
        assert judge_task_worker().status is Status.OK
    with time_machine.travel(now + datetime.timedelta(seconds=11 * settings.HEARTBEAT_SECONDS)):
        assert judge_task_worker().status is Status.ERROR


def test_tasks_inside_the_request_need_nobody(settings: Any) -> None:
    settings.TASKS_ARE_QUEUED = False
    assert judge_task_worker().status is Status.OK and "Tasks" not in silent_loops()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_worker_leaves_them() -> None:
    from delivery.worker.loop import delivery_loop

    stop = threading.Event()
    thread = threading.Thread(target=delivery_loop, args=[stop])
    thread.start()
    try:
        for _ in range(600):
            if "Delivery" in last_beats():
                break
            stop.wait(0.05)
        assert "Delivery" in last_beats()
    finally:
        stop.set()
        thread.join()
