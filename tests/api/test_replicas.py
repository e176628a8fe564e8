"""What decides who answers a read, without any replica: ``tests/replicas`` has some."""

import datetime
import os
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection, router
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg import errors

from api.changes.cursors import changes_cursor
from api.replicas import watched_replica
from api.replicas.replicas import Replicas, replicas
from api.replicas.watched_replica import Seen, WatchedReplica
from api.requests.cursors import write_cursor
from api.stored_responses.log_position import LogPosition
from api.stored_responses.needed import needed_sequence
from api.stored_responses.response_cache import ResponseCache
from api.stored_responses.stored import Stored
from pages.database.reading import ReplicaRouter, is_on_replica, note_failure, reading_alias, reading_from
from pages.models import GuestBlogPost


def test_a_block_reads_from_where_it_is_told() -> None:
    asked = ReplicaRouter()
    assert (reading_alias(), is_on_replica()) == ("default", False)
    with reading_from("replica_1") as reading:
        assert (reading_alias(), is_on_replica()) == ("replica_1", True)
        assert asked.db_for_read(GuestBlogPost) == "replica_1"
        assert asked.db_for_write(GuestBlogPost) == "default"
        with reading_from("default"):
            assert asked.db_for_read(GuestBlogPost) == "default"
            assert not note_failure(OperationalError())
        found: list[str] = []
        # Another thread knows nothing of it.
        thread = threading.Thread(target=lambda: found.append(reading_alias()))
        thread.start()
        thread.join()
        assert found == ["default"]
        error = OperationalError()
        assert note_failure(error)
        assert reading.failure is error
    assert (reading_alias(), note_failure(error)) == ("default", False)
    assert asked.allow_migrate("default", "pages") and not asked.allow_migrate("replica_1", "pages")


def test_without_replicas_there_is_nothing_to_ask(db: None, settings: Any) -> None:
    assert router.routers == [] and replicas() is None
    settings.STORED_RESPONSES = True
    cache = ResponseCache()
    threads = threading.active_count()
    with CaptureQueriesContext(connection) as captured:
        cache.look_up("key")
    assert len(captured) == 1 and threading.active_count() == threads


class TestCursor:
    @pytest.fixture
    def has_replicas(self, settings: Any) -> None:
        settings.DATABASE_REPLICAS = ["default"]

    def test_one_of_the_log_of_changes(self, has_replicas: None) -> None:
        assert needed_sequence({"HTTP_CHANGES_CURSOR": changes_cursor(None, 12)}) == 12

    @pytest.mark.parametrize("text", ["", "x", "é", "a:b", write_cursor("posts", [12]), write_cursor("changes:1", [])])
    def test_others_ask_for_nothing(self, has_replicas: None, text: str) -> None:
        assert needed_sequence({"HTTP_CHANGES_CURSOR": text}) == 0

    def test_without_replicas_it_is_not_read(self, client: Client, db: None) -> None:
        cursor = changes_cursor(None, 12)
        assert needed_sequence({"HTTP_CHANGES_CURSOR": cursor}) == 0
        for sent in (cursor, "no cursor"):
            assert client.get("/api/v2/posts/", headers={"changes-cursor": sent}).status_code == 200


class TestAhead:
    now = datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)

    def stored(self, **values: Any) -> Stored:
        given = {"until": None, "next_transition_at": None, "next_expiry_at": None, "checked_at": self.now}
        return Stored(tags=frozenset(), sequence=100, **{**given, **values})

    def ahead(self, sequence: int = 99, **values: Any) -> bool:
        return self.stored(**values).is_ahead(LogPosition(sequence), self.now, 8)

    def test_what_is_newer_than_the_replica_is_served(self) -> None:
        assert self.ahead() and not self.ahead(100) and not self.ahead(101)

    def test_but_not_past_what_was_known_when_it_was_checked(self) -> None:
        assert self.ahead(next_expiry_at=self.now + datetime.timedelta(seconds=1))
        assert not self.ahead(next_expiry_at=self.now) and not self.ahead(until=self.now)

    def test_nor_longer_than_a_replica_may_lag(self) -> None:
        assert self.ahead(checked_at=self.now - datetime.timedelta(seconds=7))
        assert not self.ahead(checked_at=self.now - datetime.timedelta(seconds=8))


class TestLag:
    """With the rows of a log in place of databases; ``tests/replicas`` measures it with two."""

    @pytest.fixture(autouse=True)
    def rows(self, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[dict[str, Any]]:
        settings.DATABASE_REPLICA_MAX_LAG = 4
        rows: dict[str, Any] = {"default": (1, None, None), "replica_1": (1, None, None)}

        def read(alias: str) -> Any:
            if rows[alias] is None:
                raise OperationalError("gone")
            return rows[alias]

        clock = [1000.0]
        rows["clock"] = clock
        monkeypatch.setattr(watched_replica, "_read", read)
        monkeypatch.setattr(watched_replica, "connections", dict.fromkeys(("default", "replica_1"), connection))
        monkeypatch.setattr(time, "monotonic", lambda: clock[0])
        monkeypatch.setattr(connection, "close", lambda: None)
        yield rows

    @staticmethod
    def after(watched: WatchedReplica, rows: dict[str, Any], seconds: int) -> bool:
        for _ in range(seconds):
            rows["clock"][0] += 1
            watched.look()
        return watched.is_well()

    def test_one_that_has_everything_is_taken_at_once(self, rows: dict[str, Any]) -> None:
        watched = WatchedReplica("replica_1")
        assert not watched.is_well()
        assert self.after(watched, rows, 1) and watched.seen.lag(time.monotonic()) == 0

    def test_one_that_was_behind_before_we_looked_is_not(self, rows: dict[str, Any]) -> None:
        rows["default"] = (2, None, None)
        watched = WatchedReplica("replica_1")
        assert not self.after(watched, rows, 10)
        rows["replica_1"] = (2, None, None)
        assert self.after(watched, rows, 1)

    def test_one_that_stops_is_left_after_the_longest_lag(self, rows: dict[str, Any]) -> None:
        watched = WatchedReplica("replica_1")
        assert self.after(watched, rows, 20)
        rows["default"] = (2, None, None)
        assert self.after(watched, rows, 4) and not self.after(watched, rows, 1)
        # It follows, some seconds behind: well enough to be kept, not to be taken.
        rows["default"] = (3, None, None)
        assert not self.after(watched, rows, 3)
        rows["replica_1"] = (2, None, None)
        assert not self.after(watched, rows, 1)
        rows["replica_1"] = (3, None, None)
        assert self.after(watched, rows, 1)

    def test_publishing_all_the_time_is_no_lag(self, rows: dict[str, Any]) -> None:
        watched = WatchedReplica("replica_1")
        for sequence in range(1, 30):
            rows["replica_1"], rows["default"] = (sequence, None, None), (sequence + 1, None, None)
            self.after(watched, rows, 1)
        assert watched.is_well() and watched.seen.lag(time.monotonic()) == 1

    def test_another_expiry_under_the_same_sequence_counts(self, rows: dict[str, Any]) -> None:
        watched = WatchedReplica("replica_1")
        assert self.after(watched, rows, 2)
        rows["default"] = (1, timezone.now(), None)
        assert not self.after(watched, rows, 6)

    def test_while_the_primary_is_gone_nobody_knows(self, rows: dict[str, Any]) -> None:
        watched = WatchedReplica("replica_1")
        assert self.after(watched, rows, 2)
        rows["default"] = None
        assert self.after(watched, rows, 4) and not self.after(watched, rows, 1)
        assert watched.answers()
        rows["default"] = (1, None, None)
        assert self.after(watched, rows, 1)

    def test_one_of_which_nothing_is_seen_is_left(self, rows: dict[str, Any]) -> None:
        watched = WatchedReplica("replica_1")
        assert self.after(watched, rows, 1)
        # A look that does not return.
        rows["clock"][0] += 3
        assert not watched.is_well() and not watched.answers() and not watched.is_long_left(3)
        rows["clock"][0] += 1
        assert watched.is_long_left(3)

    def test_one_that_fails_says_why(self, rows: dict[str, Any]) -> None:
        watched = WatchedReplica("replica_1")
        rows["replica_1"] = None
        assert not self.after(watched, rows, 1)
        assert watched.seen.problem == "It does not respond: gone." and not watched.answers()


class TestChoice:
    @pytest.fixture
    def two(self, monkeypatch: pytest.MonkeyPatch) -> Replicas:
        monkeypatch.setattr(os, "getpid", lambda: 7)
        found = Replicas(["replica_1", "replica_2"])
        monkeypatch.setattr(found, "watch", lambda: None)
        for replica in found.all:
            monkeypatch.setattr(type(replica), "name", "a replica")
            replica.seen = Seen(time.monotonic(), time.monotonic(), 1, "")
            replica._is_well = True
        return found

    def test_neighbors_prefer_different_ones(self, two: Replicas, monkeypatch: pytest.MonkeyPatch) -> None:
        assert two.choose() == "replica_2"
        monkeypatch.setattr(os, "getpid", lambda: 8)
        assert [replica.alias for replica in Replicas(["replica_1", "replica_2"]).all] == ["replica_1", "replica_2"]

    def test_the_next_one_is_taken_for_one_that_fails(self, two: Replicas) -> None:
        assert two.failed("replica_2", OperationalError("gone")) and two.choose() == "replica_1"
        assert two.failed("replica_1", OperationalError("gone")) and two.choose() is None

    def test_a_statement_that_takes_too_long_is_not_repeated(self, two: Replicas) -> None:
        def error(cause: Exception) -> OperationalError:
            raised = OperationalError()
            raised.__cause__ = cause
            return raised

        assert not two.failed("replica_2", error(errors.QueryCanceled())) and two.choose() == "replica_2"
        # One that is in the way of the replica is repeated elsewhere, and no reason to leave it.
        assert two.failed("replica_2", error(errors.SerializationFailure())) and two.choose() == "replica_2"
        two.all[0].seen = Seen()
        assert two.failed("replica_2", error(errors.QueryCanceled()))
