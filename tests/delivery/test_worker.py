"""Workers: several at once, slow receivers, and a database that goes away."""

import datetime
import logging
import threading
import time
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.dispatch import Signal
from django.utils import timezone

from api.models import ChangeCounter
from delivery.models import Attempt, Message, Subscription
from delivery.retention import forget_old_messages
from delivery.subscribing import begin
from delivery.worker.lease import Lease
from delivery.worker.loop import delivery_loop
from delivery.worker.turn import take_turn
from delivery.worker.worker import Worker
from pages.scheduler.loop import Loop
from tests.content import make_section
from tests.delivery.receiver import Answer, Receiver, receiving
from tests.waiting import LONGEST, eventually


def subscribed(receiver: Receiver, **values: Any) -> Subscription:
    subscription = begin(Subscription(**{"name": "Test", "address": receiver.url, "allow_private": True, **values}))
    subscription.save()
    return subscription


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.slow
def test_several_workers_tell_everything_once_and_in_order(receiver: Receiver) -> None:
    subscription = subscribed(receiver)
    begun = subscription.cursor
    stop = threading.Event()
    workers = [threading.Thread(target=delivery_loop, args=[stop]) for _ in range(3)]
    for worker in workers:
        worker.start()
    try:
        for number in range(12):
            make_section(title=f"Section {number}")
            time.sleep(0.1)
        last = ChangeCounter.objects.get().sequence
        eventually(lambda: Subscription.objects.get().cursor == last)
    finally:
        stop.set()
        for worker in workers:
            worker.join(LONGEST)
    assert not any(worker.is_alive() for worker in workers)
    told = [change["sequence"] for request in receiver.received for change in request.json["changes"]]
    assert told == list(range(begun + 1, last + 1))
    assert 1 < len(receiver.received) < 12, "Bursts are told together."
    assert Subscription.objects.get().taken_by == ""


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_slow_receiver_delays_only_itself(receiver: Receiver, settings: Any) -> None:
    settings.DELIVERY_TIMEOUT = 5
    released = threading.Event()
    with receiving() as slow:
        slow.answer = Answer(instead=lambda handler: released.wait(LONGEST))
        subscribed(slow, name="slow")
        subscribed(receiver, name="quick")
        stop = threading.Event()
        worker = threading.Thread(target=delivery_loop, args=[stop])
        worker.start()
        try:
            make_section(title="One")
            eventually(lambda: len(receiver.received) == 1)
            make_section(title="Two")
            eventually(lambda: len(receiver.received) == 2)
            assert len(slow.received) == 1
        finally:
            released.set()
            stop.set()
            worker.join(LONGEST)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_that_never_comes_back_is_replaced(receiver: Receiver, settings: Any) -> None:
    subscription = subscribed(receiver)
    settings.DELIVERY_TIMEOUT = 1
    dead = Lease(subscription.pk, "dead")
    assert dead.take() is not None
    make_section(title="One")
    time.sleep(0.6)
    assert take_turn(subscription.pk, "alive", threading.Event()) == 0
    Subscription.objects.update(taken_until=timezone.now())
    assert take_turn(subscription.pk, "alive", threading.Event()) == 1
    assert not dead.renew()
    dead.give_back()
    assert Subscription.objects.get().cursor == ChangeCounter.objects.get().sequence


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_receipt_that_could_not_be_recorded_is_sent_again_as_the_same_message(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(receiver)
    make_section(title="One")
    time.sleep(0.6)

    def fail(*_: Any) -> None:
        raise OperationalError("the database went away")

    with monkeypatch.context() as patch:
        patch.setattr("delivery.worker.turn.record_outcome", fail)
        with pytest.raises(DatabaseError):
            Worker().run_until_idle()
    Worker().run_until_idle()
    first, again = receiver.received
    assert (first.headers["webhook-id"], first.body) == (again.headers["webhook-id"], again.body)
    assert Message.objects.count() == Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_paused_while_it_is_told_it_keeps_its_place(receiver: Receiver) -> None:
    subscription = subscribed(receiver)
    begun = subscription.cursor

    def pause(handler: Any) -> None:
        Subscription.objects.update(state=Subscription.State.PAUSED)
        connection.close()
        handler.send_response(500)
        handler.end_headers()

    receiver.answers = [Answer(instead=pause)]
    make_section(title="One")
    time.sleep(0.6)
    Worker().run_until_idle()
    found = Subscription.objects.get()
    assert (found.state, found.cursor, len(receiver.received)) == (Subscription.State.PAUSED, begun, 1)


def test_the_loop_says_once_a_minute_that_the_database_is_away(
    caplog: Any, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = True

    def step() -> None:
        if failing:
            raise OperationalError("connection refused\nIs the server running?")

    # Heartbeats need the database.
    monkeypatch.setattr("pages.scheduler.loop.beaten", Signal())
    loop = Loop("Delivery", step, 0.2)
    with caplog.at_level(logging.INFO):
        pauses = [loop.tick() for _ in range(10)]
        failing = False
        assert loop.tick() == 0.2
    assert pauses[0] == 0.4 and pauses == sorted(pauses) and pauses[-1] == 15
    assert [record.getMessage() for record in caplog.records] == [
        "Delivery waits for the database: connection refused",
        "Delivery works again.",
    ]
    assert not any(record.exc_info for record in caplog.records)


def test_the_loop_survives_an_outage_of_days(db: None) -> None:
    def step() -> None:
        raise OperationalError("connection refused")

    loop = Loop("Delivery", step, 0.2)
    assert {loop.tick() for _ in range(1_200)} >= {15}


def test_the_loop_survives_a_fault_and_shows_where_it_is(caplog: Any, db: None) -> None:
    calls = []

    def step() -> None:
        calls.append(1)
        raise ZeroDivisionError

    loop = Loop("Delivery", step, 0.01)
    for _ in range(3):
        loop.tick()
    assert len(calls) == 3
    assert [bool(record.exc_info) for record in caplog.records] == [True]


@pytest.mark.django_db
def test_old_messages_are_forgotten_but_not_what_is_to_be_sent(receiver: Receiver, settings: Any) -> None:
    subscription = subscribed(receiver)
    old = timezone.now() - datetime.timedelta(days=settings.DELIVERY_LOG_DAYS, minutes=1)
    for number, state in enumerate((Message.State.RECEIVED, Message.State.PENDING)):
        message = Message.objects.create(subscription=subscription, state=state, last_sequence=number, created_at=old)
        Attempt.objects.create(message=message, status=200)
    Message.objects.create(subscription=subscription, state=Message.State.RECEIVED, last_sequence=9)
    forget_old_messages()
    assert sorted(Message.objects.values_list("last_sequence", flat=True)) == [1, 9]
    assert Attempt.objects.count() == 1
