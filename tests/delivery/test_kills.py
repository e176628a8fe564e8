"""Workers and publishers may be killed at any instant, and receivers may fail: everything is told, in order, once.

``KILLS`` is how many are killed; by default so many as take a few seconds. `make deliveries` kills 200.
"""

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.db import connection

from api.models import Change, ChangeCounter
from delivery.models import Message, Subscription
from delivery.replay import resume
from delivery.subscribing import begin
from delivery.worker.loop import delivery_loop
from pages.scheduler.transitions import apply_due_transitions
from tests.api.changes.churn import make_content
from tests.delivery.receiver import Answer, Received, Receiver, receiving
from tests.killable import Program, killable
from tests.slices import how_many

KILLS = how_many(10, 20, "KILLS")
#: Seconds that a publisher and a worker live at most.
PUBLISHER_LIVES, WORKER_LIVES = 0.6, 4.0
LONGEST = 60
WITHDRAWN = ("unpublished", "deleted")


@pytest.fixture
def publisher() -> Iterator[Program]:
    with killable("tests.api.changes.churn") as program:
        yield program


@pytest.fixture
def worker() -> Iterator[Program]:
    with killable("tests.delivery.delivering") as program:
        yield program


class Moody:
    """Answers a receiver gives at random: some receipts, failures, silence, and being gone."""

    def __init__(self, seed: int, failing: float) -> None:
        self._drawn = random.Random(seed)
        self._failing = failing

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        status = 200
        if self._drawn.random() < self._failing:
            mood = self._drawn.choice(["500", "503", "410", "hang", "hang after", "cut"])
            if mood == "hang":
                time.sleep(1.3)
                return
            if mood == "cut":
                handler.connection.close()
                return
            status = 200 if mood == "hang after" else int(mood)
            if mood == "hang after":
                # It has taken the message, but the sender does not learn of it.
                time.sleep(1.3)
        handler.send_response(status)
        if status == 503:
            handler.send_header("Retry-After", "1")
        handler.send_header("Content-Length", "0")
        handler.end_headers()


def resume_all() -> None:
    """Do what somebody would do who sees that a receiver has ended or waits."""
    for subscription in Subscription.objects.exclude(state=Subscription.State.ACTIVE):
        resume(subscription)
    Subscription.objects.filter(failures__gt=1).update(next_attempt_at=None)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_whatever_is_killed_everything_is_told_in_order_and_once(
    publisher: Program, worker: Program, record_property: Callable[[str, object], None]
) -> None:
    make_content()
    drawn = random.Random(1)
    with ExitStack() as stack:
        receivers = [stack.enter_context(receiving()) for _ in range(3)]
        for number, receiver in enumerate(receivers):
            receiver.answer = Answer(instead=Moody(number, failing=(0.0, 0.3, 0.6)[number]))
            begin(Subscription(name=str(number), address=receiver.url, allow_private=True)).save()
        begun = ChangeCounter.objects.get().sequence
        kills = 0
        working, ends = worker.begin(0), time.monotonic() + drawn.uniform(0.2, WORKER_LIVES)
        while kills < KILLS:
            publishing = publisher.begin(kills)
            time.sleep(drawn.uniform(0.05, PUBLISHER_LIVES))
            os.kill(publishing, signal.SIGKILL)
            kills += 1
            if kills % 20 == 0:
                print(f"{kills} of {KILLS} kills, {ChangeCounter.objects.get().sequence - begun} changes", flush=True)
            apply_due_transitions()
            resume_all()
            if time.monotonic() > ends and kills < KILLS:
                os.kill(working, signal.SIGKILL)
                kills += 1
                working, ends = worker.begin(kills), time.monotonic() + drawn.uniform(0.2, WORKER_LIVES)
        os.kill(working, signal.SIGKILL)
        for receiver in receivers:
            receiver.answer = Answer()
        last = ChangeCounter.objects.get().sequence
        _deliver_the_rest(last)
        told = [_told(receiver) for receiver in receivers]
    messages = Message.objects.filter(state=Message.State.RECEIVED).count()
    requests = sum(len(receiver.received) for receiver in receivers)
    told_in = f"{messages} messages in {requests} requests"
    summary = f"{kills} kills on {connection.vendor}: {last - begun} changes, {told_in}"
    print(summary)
    record_property("summary", summary)
    assert last > begun
    for found in told:
        _check(found, begun)


def _deliver_the_rest(last: int) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=delivery_loop, args=[stop])
    thread.start()
    deadline = time.monotonic() + LONGEST
    while Subscription.objects.filter(cursor=last).count() < 3:
        assert time.monotonic() < deadline, list(Subscription.objects.values("name", "cursor", "state", "failures"))
        resume_all()
        Subscription.objects.update(next_attempt_at=None)
        time.sleep(0.2)
    stop.set()
    thread.join()


def _told(receiver: Receiver) -> dict[str, list[Received]]:
    """Return the requests by the identifier of their message, in the order in which they first came."""
    found: dict[str, list[Received]] = {}
    for request in receiver.received:
        found.setdefault(request.headers["webhook-id"], []).append(request)
    return found


def _check(told: dict[str, list[Received]], begun: int) -> None:
    # In order: each message tells what comes after the one before.
    ends = [requests[0].json["sequence"] for requests in told.values()]
    assert ends == sorted(set(ends))
    rows: dict[int, Any] = {row.sequence: row for row in Change.objects.filter(sequence__gt=begun)}
    identifiers: dict[int, str] = {}
    for identifier, requests in told.items():
        for change in (change for request in requests for change in request.json["changes"]):
            row = rows[change["sequence"]]
            # Nothing that did not happen, and nothing under two identifiers.
            assert (change["action"], change["type"], change["id"]) == (row.action, row.type, row.object_id)
            assert identifiers.setdefault(change["sequence"], identifier) == identifier
    # Nothing is lost: what was not told was hidden again before it could be, and that was told.
    for row in rows.values():
        if row.sequence in identifiers:
            continue
        assert row.action not in WITHDRAWN, row
        hidden = [
            later
            for later in rows.values()
            if later.sequence > row.sequence and (later.kind, later.object_id) == (row.kind, row.object_id)
        ]
        assert any(later.action in WITHDRAWN and later.sequence in identifiers for later in hidden), row
