"""The log is written with the content it is about, or not at all; and its order is that of commits."""

import datetime
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.changes import log
from api.checks import check_engine
from api.models import Change, ChangeCounter, PublicObject
from pages.models import Person, SectionPage
from pages.scheduler.transitions import apply_due_transitions
from tests.content import add, home, make_image, make_person, make_section, publish

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ROUNDS = 6


def actions() -> list[str]:
    return [f"{change.action} {change.kind}" for change in Change.objects.all()]


def differences() -> int:
    """Return the number of objects whose logged state differs from their current state."""
    with transaction.atomic():
        missing = log.append_missing()
        transaction.set_rollback(True)
    return missing


def test_a_save_outside_any_transaction_is_one_with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(name="Ada")
    person.save()
    assert actions() == ["published person"]
    monkeypatch.setattr(log, "_write", _fail)
    person.name = "Bea"
    with pytest.raises(DatabaseError, match="disk is full"):
        person.save()
    assert Person.objects.get().name == "Ada"


def _fail(*_: Any) -> None:
    raise DatabaseError("the disk is full")


@pytest.mark.slow
@pytest.mark.parametrize("error", [DatabaseError, RuntimeError, KeyboardInterrupt])
def test_what_the_log_cannot_take_does_not_happen(error: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    section = make_section(title="News")
    before = actions()
    with monkeypatch.context() as patch:
        patch.setattr(log, "_write", lambda *_: (_ for _ in ()).throw(error("no")))
        with pytest.raises(error):
            section.unpublish()
    assert SectionPage.objects.get(pk=section.pk).live
    assert actions() == before
    assert not connection.in_atomic_block and connection.get_autocommit()
    SectionPage.objects.get(pk=section.pk).unpublish()
    assert actions() == [*before, "unpublished page"]


def test_what_is_rolled_back_is_not_in_the_log() -> None:
    person = make_person("Ada")
    before = actions()
    with transaction.atomic():
        person.save()
        transaction.set_rollback(True)
    with transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            person.save()
            make_image()
            Person.objects.create(name="Ada", slug=person.slug)
        home().save()
    assert actions() == [*before, "updated page"]


@pytest.mark.slow
def test_several_changes_in_one_transaction_are_one_row_each() -> None:
    section = make_section(title="News")
    before = actions()
    with transaction.atomic():
        publish(section)
        section.unpublish()
        section.refresh_from_db()
        publish(section)
        make_section(section, title="Come and gone").delete()
    assert actions() == [*before, "updated page"]


def test_the_log_is_written_last() -> None:
    section = make_section(title="News")
    with CaptureQueriesContext(connection) as queries:
        section.unpublish()
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    first = next(number for number, sql in enumerate(written) if "api_changecounter" in sql)
    assert first > 1
    assert all('"api_' in sql for sql in written[first:])


def test_a_draft_takes_no_turn_at_the_counter() -> None:
    section = make_section(title="News")
    with CaptureQueriesContext(connection) as queries:
        section.save_revision()
    assert [query["sql"] for query in queries if "api_" in query["sql"]] == []


def test_an_engine_without_the_log_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_engine() == []
    monkeypatch.setattr("api.checks.BeforeCommit", Person)
    assert [error.id for error in check_engine()] == ["api.E003"]


def test_with_another_engine_the_log_follows_the_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.database.before_commit._callbacks", [])
    make_person("Ada")
    assert "published person" in actions()
    assert differences() == 0


# Several at once

#: Seconds after which threads that wait for each other fail.
LONGEST = 60


@pytest.fixture
def in_threads() -> Iterator[Callable[..., None]]:
    """Run something in several threads at once, each with a connection of its own."""

    def run(*tasks: Callable[[], object]) -> None:
        failures: list[BaseException] = []
        barrier = threading.Barrier(len(tasks))

        def work(task: Callable[[], object]) -> None:
            try:
                barrier.wait(LONGEST)
                task()
            except BaseException as error:
                failures.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=work, args=(task,)) for task in tasks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LONGEST if not failures else 1)
        assert failures == []
        assert not any(thread.is_alive() for thread in threads), "they wait for each other"

    yield run


class Turns:
    """Lets transactions that have all done their work commit one after the other, in the order in which they ask.

    On SQLite, which lets only one of them write, each commits before the next begins.
    """

    def __init__(self, count: int) -> None:
        self._at_once = connection.vendor == "postgresql"
        self._all_wrote = threading.Barrier(count)
        self._next = threading.Condition()
        self._committed = 0

    def wait(self, turn: int) -> None:
        """Wait in a transaction until all have come as far, and those whose turn is before have committed."""
        if self._at_once:
            self._all_wrote.wait(LONGEST)
            with self._next:
                assert self._next.wait_for(lambda: self._committed == turn, LONGEST)

    def end(self) -> None:
        """Say that a transaction was committed."""
        with self._next:
            self._committed = (self._committed + 1) % self._all_wrote.parties
            self._next.notify_all()


@pytest.mark.slow
def test_sequences_are_in_the_order_of_commits(in_threads: Callable[..., None]) -> None:
    """A reader who has seen a sequence never sees a smaller one afterwards."""
    # Wagtail's search touches all entries with as many words in their titles as the average.
    sections = [
        make_section(title=title) for title in ("News", "Hard work", "Safe green fields", "Old farm field roads")
    ]
    seen: list[int] = []
    turns, commits = Turns(len(sections)), threading.Semaphore(0)

    def write(place: int) -> None:
        for number in range(ROUNDS):
            with transaction.atomic():
                publish(sections[place])
                if number % 2:
                    sections[place].unpublish()
                # In another order each time, whoever began first.
                turns.wait((place + number) % len(sections))
            turns.end()
            commits.release()

    def read() -> None:
        for _ in range(len(sections) * ROUNDS):
            assert commits.acquire(timeout=LONGEST)
            late = Change.objects.filter(sequence__lte=seen[-1] if seen else 0).count()
            assert late == (seen[-1] if seen else 0)
            seen.extend(Change.objects.filter(sequence__gt=seen[-1] if seen else 0).values_list("sequence", flat=True))

    in_threads(*(lambda place=place: write(place) for place in range(len(sections))), read)
    sequences = list(Change.objects.values_list("sequence", flat=True))
    assert sequences == list(range(1, len(sequences) + 1))
    assert len(sequences) >= len(sections) * ROUNDS
    assert seen == sequences[: len(seen)]
    assert differences() == 0


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, 1], ids=["restricted first", "published first"])
def test_a_restriction_and_a_publication_below_it_at_once_end_private(
    first: int, in_threads: Callable[..., None]
) -> None:
    """Neither transaction sees the other's change of content, and yet the page below is not left public in the log."""
    from wagtail.models import PageViewRestriction

    section = make_section(title="News")
    below = add(section, SectionPage(title="Below"))
    below.save_revision()
    turns = Turns(2)

    def restrict() -> None:
        with transaction.atomic():
            PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
            turns.wait(first)
        turns.end()

    def publish_below() -> None:
        with transaction.atomic():
            publish(SectionPage.objects.get(pk=below.pk))
            turns.wait(1 - first)
        turns.end()

    in_threads(restrict, publish_below)
    assert not PublicObject.objects.filter(kind="page", object_id__in=[section.pk, below.pk]).exists()
    assert differences() == 0


@pytest.mark.slow
def test_two_tickers_tell_of_a_page_once_and_within_two_seconds(in_threads: Callable[..., None]) -> None:
    hour = timezone.now() + datetime.timedelta(minutes=1)
    coming, going = add(home(), SectionPage(title="Coming")), make_section(title="Going")
    coming.go_live_at, going.expire_at = hour, hour
    for page in (coming, going):
        page.save_revision().publish()
    before = ChangeCounter.objects.get().sequence

    with time_machine.travel(hour - datetime.timedelta(seconds=1), tick=False) as clock:
        # Both tick at the same instant, twice a second.
        next_tick = threading.Barrier(2, action=lambda: clock.shift(0.5))

        def tick() -> None:
            for _ in range(6):
                next_tick.wait(LONGEST)
                apply_due_transitions()

        in_threads(tick, tick)
    told = Change.objects.filter(sequence__gt=before).order_by("object_id")
    assert [(change.object_id, change.action) for change in told] == [
        (coming.pk, "published"),
        (going.pk, "unpublished"),
    ]
    for change in told:
        assert hour <= change.at <= hour + datetime.timedelta(seconds=2)
