"""Reads from replicas that stream from a primary: how far they may lag, and what is done when they are gone."""

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from tests.replicas.conftest import LONGEST_LAG, TOKEN, Server, World, until

pytestmark = pytest.mark.slow

PATHS = ("/api/v2/posts/", "/api/v2/pages/", "/api/v2/posts/?search=post", "/feeds/posts.rss", "/sitemap.xml")


@contextmanager
def load(server: Server, world: World, threads: int = 4) -> Iterator[Counter[int]]:
    """Ask for everything without a pause until the end of the block, and count the statuses."""
    statuses: Counter[int] = Counter()
    over = threading.Event()
    paths = ["/api/v2/posts/", "/api/v2/pages/", "/feeds/posts.rss", "/sitemap.xml"]
    paths += [f"/api/v2/posts/{key}/" for key in world.keys]

    def ask(first: int) -> None:
        number = first
        while not over.is_set():
            number += 1
            statuses[server.get(paths[number % len(paths)]).status] += 1

    running = [threading.Thread(target=ask, args=[number * 20]) for number in range(threads)]
    for thread in running:
        thread.start()
    try:
        yield statuses
    finally:
        over.set()
        for thread in running:
            thread.join()


def test_public_reads_come_from_the_replica_and_all_else_from_the_primary(cms: World) -> None:
    key, (replica, _) = cms.keys[0], cms.replicas
    # What the primary has answered would be stored, if it ever had to.
    with cms.serving(STORED_RESPONSES="off", DATABASE_REPLICA_MAX_LAG="60") as server:
        cms.editor.rename(key, "Before")
        until(lambda: server.title(key) == "Before", "the replica has it")
        old_cursor = server.get("/api/v2/changes/").json()["cursor"]
        replica.pause()
        sequence = cms.editor.rename(key, "After")
        until(lambda: server.title(key) == "Before", "the replica answers")
        until(lambda: "Before" in server.get("/feeds/posts.rss").body.decode(), "the replica answers")
        # The log of changes, and drafts, are those of the primary.
        changes = server.get(f"/api/v2/changes/?since={old_cursor}").json()
        assert changes["items"][-1]["sequence"] == sequence
        token = cms.editor.preview(key, "A draft")
        assert server.title(key, **{"Preview-Token": token}) == "A draft"
        draft = server.get(f"/api/v2/preview/?content_type=pages.guestblogpost&token={token}")
        assert draft.json()["title"] == "A draft"
        assert server.get("/admin/login/").status == 200
        replica.resume()
        until(lambda: server.title(key) == "After", "the replica follows")


def test_nothing_public_asks_the_primary(cms: World) -> None:
    with cms.serving() as server, cms.primary.logging() as statements:
        for path in (*PATHS, *(f"/api/v2/posts/{key}/" for key in cms.keys)):
            assert server.get(path).status == 200
        assert server.get("/api/v2/changes/").status == 200
        asked = [statement for statement in statements() if "FROM" in statement]
    # The log's position, which the replica is compared with, and what the log of changes reads.
    others = [statement for statement in asked if "api_changecounter" not in statement]
    assert len(others) == 1 and "wagtailcore_site" in others[0], others


def test_whoever_has_heard_of_a_change_reads_it(cms: World) -> None:
    key, (replica, _) = cms.keys[1], cms.replicas
    with cms.serving() as server:
        cms.editor.rename(key, "Before")
        until(lambda: server.title(key) == "Before", "the replica has it")
        earlier = cms.editor.cursor()
        replica.pause()
        cms.editor.rename(key, "After")
        assert server.title(key, **{"Changes-Cursor": cms.editor.cursor()}) == "After"
        # Who has heard of less, or of nothing that this API has told, reads what the others read; but what was built
        # for the first is newer, and right for all.
        for cursor in (earlier, "", "x", "x" * 3000):
            assert server.title(key, **{"Changes-Cursor": cursor}) == "After"
        other = cms.keys[2]
        assert server.get(f"/api/v2/posts/{other}/", **{"Changes-Cursor": "tampered"}).status == 200


def test_a_replica_that_lags_is_left_and_taken_again(cms: World) -> None:
    key, (replica, _) = cms.keys[2], cms.replicas
    with cms.serving() as server:
        cms.editor.rename(key, "Before")
        until(lambda: server.title(key) == "Before", "the replica has it")
        replica.pause()
        cms.editor.rename(key, "After")
        until(lambda: server.title(key) == "After", "the primary answers")
        until(lambda: server.replicas()["status"] == "error", "the health check tells it")
        assert (
            "and is left" in server.replicas()["found"] and "primary answers everything" in server.replicas()["found"]
        )
        ready = server.get("/readyz")
        assert (ready.status, ready.json()["checks"]["replicas"]) == (200, "failed")
        assert metric(server, "cms_replica_up") == 0 and metric(server, "cms_replica_lag_seconds") > LONGEST_LAG
        replica.resume()
        until(lambda: server.replicas()["status"] == "ok", "the replica is taken again")
        assert metric(server, "cms_replica_up") == 1


def test_while_nothing_is_published_a_replica_does_not_lag(cms: World) -> None:
    with cms.serving() as server:
        cms.replicas[0].pause()
        time.sleep(LONGEST_LAG + 2)
        until(lambda: server.replicas()["status"] == "ok", "it is well")


def test_a_change_of_the_clock_alone_counts(cms: World) -> None:
    """What expires next is read from the same row, and a replica that has not heard of it would show it too long."""
    with cms.serving() as server:
        cms.replicas[0].pause()
        cms.primary.run("UPDATE api_changecounter SET next_expiry_at = now() + interval '1 day'")
        until(lambda: server.replicas()["status"] == "error", "the replica is left")


def test_another_replica_answers_for_one_that_lags(cms: World) -> None:
    key = cms.keys[3]
    with cms.serving(replicas=2) as server:
        for replica, title in zip(cms.replicas, ("One", "Two"), strict=True):
            replica.pause()
            cms.editor.rename(key, title)
            until(lambda title=title: server.title(key) == title, "somebody has it")  # type: ignore[misc]
            until(lambda: server.replicas()["status"] == "warning", "one of two is left")
            replica.resume()
            until(lambda: server.replicas()["status"] == "ok", "both are taken")


@pytest.mark.parametrize("how", ["stop", "freeze"])
def test_a_replica_dies_under_load(cms: World, how: str) -> None:
    replica = cms.replicas[0]
    # Nobody can tell a server that is frozen from one that takes long, but by the time that it takes.
    with cms.serving(STORED_RESPONSES="off", API_STATEMENT_TIMEOUT="2") as server:
        with load(server, cms) as statuses:
            until(lambda: statuses[200] > 100, "a hundred responses")
            getattr(replica, how)()
            if how == "freeze":
                time.sleep(LONGEST_LAG + 2)
                replica.thaw()
            else:
                until(lambda: server.replicas()["status"] == "error", "it is left")
                before = statuses[200]
                until(lambda: statuses[200] > before + 100, "the primary answers")
                replica.start()
            until(lambda: server.replicas()["status"] == "ok", "it is taken again")
            before = statuses[200]
            until(lambda: statuses[200] > before + 100, "it answers again")
        assert set(statuses) == {200}


def test_a_frozen_replica_does_not_stall_those_who_come_later(cms: World) -> None:
    replica, key = cms.replicas[0], cms.keys[4]
    with cms.serving(STORED_RESPONSES="off") as server:
        server.title(key)
        replica.freeze()
        try:
            time.sleep(LONGEST_LAG + 2)
            # No request has touched it since; a look that does not return is enough. Whoever asked it would wait.
            assert server.get(f"/api/v2/posts/{key}/").status == 200
        finally:
            replica.thaw()


def test_replicas_answer_while_the_primary_is_gone(cms: World) -> None:
    key = cms.keys[4]
    with cms.serving() as server:
        stored = server.get(f"/api/v2/posts/{key}/")
        assert "s-maxage" in stored.headers["Cache-Control"]
        cms.primary.stop()
        for wait in (0, LONGEST_LAG + 4):
            time.sleep(wait)
            assert server.get(f"/api/v2/posts/{key}/").body == stored.body
            for path in PATHS:
                until(lambda path=path: server.get(path).status == 200, path)  # type: ignore[misc]
        # Nobody can tell how old it is, so no network may keep what is not purged.
        path = f"/api/v2/posts/{key}/?fields=title,id"
        until(lambda: server.get(path).status == 200, "it is built")
        assert server.get(path).headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert server.get("/readyz").status == 503
        cms.primary.start()
        until(lambda: server.get("/readyz").status == 200, "the primary is back")


def test_without_any_database_stored_responses_are_left(cms: World) -> None:
    key = cms.keys[5]
    with cms.serving() as server:
        stored = server.get(f"/api/v2/posts/{key}/")
        cms.primary.stop()
        cms.replicas[0].stop()
        again = server.get(f"/api/v2/posts/{key}/")
        assert again.body == stored.body and "UNCHECKED" in again.headers["Cache-Status"]
        assert server.get("/api/v2/people/").status == 503


def test_receivers_are_told_once_the_replicas_have_a_change(cms: World) -> None:
    """Who is told reads at once, and keeps what it gets."""
    replica, key = cms.replicas[1], cms.keys[0]
    first = cms.editor.rename(key, "Before")
    until(lambda: cms.editor.replicated() == first, "all replicas have it")
    replica.pause()
    second = cms.editor.rename(key, "After")
    assert cms.editor.replicated() == first < second
    # By then everybody has left the one that lags.
    until(lambda: cms.editor.replicated() == second, "the change is old enough")
    replica.resume()
    third = cms.editor.rename(key, "Once more")
    until(lambda: cms.editor.replicated() == third, "it follows again")
    replica.stop()
    fourth = cms.editor.rename(key, "Gone")
    until(lambda: cms.editor.replicated() == fourth, "nobody waits for one that is long gone")


def test_stored_responses_are_never_newer_in_name_than_in_fact(cms: World) -> None:
    """Two processes that prefer another replica each share what they store, while one of the replicas lags."""
    key, paths = cms.keys[0], ("/api/v2/posts/", "/api/v2/pages/", f"/api/v2/posts/{cms.keys[0]}/")
    cache = {"CACHE_URL": os.environ.get("REDIS_URL") or f"filecache://{cms.variables['DATA_DIR']}/cache"}
    random = Random(11)
    with (
        cms.serving(replicas=2, workers=2, **cache) as server,
        cms.serving(replicas=0, STORED_RESPONSES="off") as fresh,
        load(server, cms, threads=2) as statuses,
    ):
        for number in range(12):
            lagging = random.choice(cms.replicas)
            random.choice([lagging.pause, lambda: lagging.delay(random.choice([300, 900]))])()  # noqa: B023
            for step in range(3):
                cms.editor.rename(key, f"Title {number}.{step}")
                time.sleep(random.random())
            lagging.resume()
            lagging.delay(0)
            _wait_for_replicas(cms)
            for path in paths:
                expected = fresh.get(path).body
                # More often than there are processes, so that each is asked.
                found = {server.get(path).body for _ in range(8)}
                assert found == {expected}, (number, path)
    assert set(statuses) == {200}


def _wait_for_replicas(cms: World) -> None:
    position = "SELECT sequence FROM api_changecounter"
    (wanted,) = cms.primary.run(position)
    until(lambda: all(replica.run(position) == [wanted] for replica in cms.replicas), "the replicas follow")


def metric(server: Server, name: str) -> float:
    lines = server.get("/metrics", Authorization=f"Bearer {TOKEN}").body.decode().splitlines()
    return float(next(line for line in lines if line.startswith(name + "{")).rpartition(" ")[2])
