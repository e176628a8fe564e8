"""Caching headers of responses, and how long stored responses are served."""

import datetime
import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import brotli
import pytest
import time_machine
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from wagtail.models import Page

from api.stored_responses import response_cache
from api.stored_responses.log_position import LogPosition
from api.stored_responses.lookup import Lookup
from api.stored_responses.store import Store
from api.stored_responses.stored_count import StoredCount
from api.stored_responses.stored_response import StoredResponse
from api.tags.headers import rolled_up
from pages.models import Announcements, EventPage
from pages.scheduler.transitions import apply_due_transitions
from tests.api.changes.world import World
from tests.api.everything import Everything, block
from tests.changes import append_changes
from tests.content import make_event, make_post, make_section, publish

HOUR = datetime.timedelta(hours=1)
CDN = {"CDN_MAX_AGE": 600, "CDN_STALE_WHILE_REVALIDATE": 60, "CDN_STALE_IF_ERROR": 3600}


@pytest.fixture
def storing() -> Iterator[Client]:
    """A client of a server that stores its responses."""
    with override_settings(STORED_RESPONSES=True):
        yield Client()


def status(response: Any) -> str:
    return str(response["Cache-Status"].partition("; ")[2])


def path_of(page: Any) -> str:
    return f"/api/v2/pages/{page.pk}/"


# What is stored


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        *("pages/", "posts/", "events/?phase=upcoming", "people/", "people/ada/", "organizations/union/", "topics/"),
        *("tags/", "images/", "documents/", "redirects/", "resolve/?path=/news/", "resolve/?path=/old/", "site/"),
        *("urls/", "pages/find/?html_path=/news/", "posts/?search=post"),
    ],
)
def test_what_was_asked_once_is_served_after_one_query(path: str, storing: Client, world: World) -> None:
    first = storing.get(f"/api/v2/{path}")
    assert (first.status_code, status(first)) == (200, "fwd=miss; stored")
    with CaptureQueriesContext(connection) as captured:
        second = storing.get(f"/api/v2/{path}")
    assert (second.content, status(second), len(captured)) == (first.content, "hit", 1)
    kept = {name: value for name, value in first.headers.items() if name not in ("X-Request-Id", "Cache-Status")}
    assert kept == {name: second[name] for name in kept}
    assert first["X-Request-Id"] != second["X-Request-Id"]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/feeds/posts.rss", "/feeds/events.ics", "/sitemap.xml", "/robots.txt", "/llms.txt"])
def test_feeds_and_files_are_stored_as_well(path: str, storing: Client, world: World) -> None:
    first = storing.get(path)
    assert status(first) == "fwd=miss; stored"
    second = storing.get(path)
    assert (second.content, status(second), second["Content-Type"]) == (first.content, "hit", first["Content-Type"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["pages/?order=random", "changes/", "schema/", "", "resolve/?path=/nowhere/", "pages/999999/", "pages/?x=1"]
)
def test_what_is_never_stored(path: str, storing: Client, world: World) -> None:
    for _ in range(2):
        assert "stored" not in storing.get(f"/api/v2/{path}").get("Cache-Status", "")


def test_another_host_scheme_or_query_has_another_response(storing: Client, world: World) -> None:
    storing.get("/api/v2/pages/")
    assert status(storing.get("/api/v2/pages/", HTTP_HOST="cms.example.org")) == "fwd=miss; stored"
    assert status(storing.get("/api/v2/pages/", secure=True)) == "fwd=miss; stored"
    assert status(storing.get("/api/v2/pages/?limit=1")) == "fwd=miss; stored"
    assert storing.get("/api/v2/pages/", HTTP_HOST="evil.example").status_code == 400


def test_the_order_of_parameters_makes_no_difference(storing: Client, world: World) -> None:
    first = storing.get("/api/v2/pages/?limit=1&fields=title&_=7")
    second = storing.get("/api/v2/pages/?fields=title&_=8&limit=1")
    assert (status(second), second.content) == ("hit", first.content)
    assert storing.get("/api/v2/pages/?limit=1&limit=1").status_code == 400


def test_head_is_like_get_without_the_body(storing: Client, world: World) -> None:
    full = storing.get("/api/v2/pages/")
    head = storing.head("/api/v2/pages/")
    assert (head.content, status(head), head["ETag"]) == (b"", "hit", full["ETag"])
    assert head["Content-Length"] == full["Content-Length"] == str(len(full.content))


def test_pages_of_a_list_have_one_count(storing: Client, world: World) -> None:
    def counts(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert storing.get(f"/api/v2/pages/?{path}").json()["meta"]["total_count"] == len(pages)
        return sum("COUNT(" in query["sql"] for query in captured)

    pages = ["home", "news", "post", "linking"]
    assert [counts("limit=1"), counts("limit=2&fields=title"), counts("offset=2&limit=1")] == [1, 0, 0]
    make_section(title="Another")
    append_changes()
    pages.append("another")
    assert [counts("limit=1"), counts("limit=3")] == [1, 0]


# When it is not right any more


def test_a_change_of_what_is_shown_is_served_at_once(storing: Client, world: World) -> None:
    path = path_of(world.linking)
    storing.get(path)
    world.post.title = "Another"
    publish(world.post)
    append_changes()
    again = storing.get(path)
    assert status(again) == "fwd=stale; stored"
    assert status(storing.get(path)) == "hit"


def test_a_change_of_something_else_costs_one_more_query_once(storing: Client, world: World) -> None:
    path = path_of(world.post)
    storing.get(path)
    make_section(title="Unrelated")
    append_changes()
    for queries in (2, 1):
        with CaptureQueriesContext(connection) as captured:
            assert status(storing.get(path)) == "hit"
        assert len(captured) == queries


def test_menus_are_no_concern_of_pages(storing: Client, world: World) -> None:
    for path in (path_of(world.post), "/api/v2/site/"):
        storing.get(path)
    Announcements.objects.create(site=world.site)
    append_changes()
    assert status(storing.get(path_of(world.post))) == "hit"
    assert status(storing.get("/api/v2/site/")) == "fwd=stale; stored"
    world.site.hostname = "other.example.org"
    world.site.save()
    append_changes()
    page = storing.get(path_of(world.post))
    assert status(page) == "fwd=stale; stored"
    assert page.json()["meta"]["html_url"].startswith("https://other.example.org")


def test_lists_in_the_order_of_the_tree_follow_a_page_that_is_moved_among_its_siblings(
    storing: Client, world: World
) -> None:
    before = storing.get("/api/v2/pages/?child_of=root").json()["items"]
    world.fresh("linking").move(world.fresh("news"), "left")
    append_changes()
    after = storing.get("/api/v2/pages/?child_of=root").json()["items"]
    assert [item["id"] for item in after] == [item["id"] for item in reversed(before)]


@pytest.mark.slow
def test_a_feed_does_not_tell_when_a_front_page_that_is_not_public_was_published(storing: Client, world: World) -> None:
    world.fresh("home").unpublish()
    append_changes()
    # Without items, a feed has the date of the front page.
    path = "/feeds/posts.atom?tags=nothing"
    before = storing.get(path)
    assert f"page:{world.home.pk}" not in before["Cache-Tag"].split(",")
    Page.objects.filter(pk=world.home.pk).update(last_published_at=timezone.now() + HOUR)
    with override_settings(STORED_RESPONSES=False):
        assert Client().get(path).content == before.content
    publish(world.fresh("home"))
    append_changes()
    assert storing.get(path).content != before.content


@pytest.mark.slow
@pytest.mark.parametrize("name", ["linking", "draft"])
@pytest.mark.parametrize("type", ["", "&type=pages.GuestBlogPost"])
def test_cursors_follow_the_places_of_pages_behind_one_that_is_moved(
    name: str, type: str, storing: Client, world: World
) -> None:
    other = make_post(world.news, "Other")
    append_changes()
    path = f"/api/v2/pages/?child_of={world.news.pk}&limit=1{type}"
    before = storing.get(path).json()
    assert before["items"][0]["id"] == world.post.pk
    page = world.fresh(name)
    if page.get_parent() != other.get_parent():
        page.move(world.fresh("news"), "last-child")
        append_changes()
        storing.get(path)
    world.fresh(name).move(world.fresh("post"), "left")
    append_changes()
    stored = storing.get(path).json()
    with override_settings(STORED_RESPONSES=False):
        assert stored == Client().get(path).json()


def test_an_event_that_begins_changes_its_response_and_its_lists(storing: Client) -> None:
    event = make_event(make_section(title="Events"), "Talk")
    assert event.starts_at is not None
    append_changes()
    before = event.starts_at - HOUR
    with time_machine.travel(before, tick=False) as clock:
        for path in (path_of(event), "/api/v2/events/?phase=upcoming", "/api/v2/events/"):
            storing.get(path)
        clock.move_to(event.starts_at - datetime.timedelta(seconds=1))
        for path in (path_of(event), "/api/v2/events/?phase=upcoming", "/api/v2/events/"):
            assert status(storing.get(path)) == "hit", path
        clock.move_to(event.starts_at)
        assert storing.get(path_of(event)).json()["phase"] == "ongoing"
        assert storing.get("/api/v2/events/?phase=upcoming").json()["items"] == []
        assert storing.get("/api/v2/events/").json()["items"][0]["phase"] == "ongoing"


def test_an_announcement_begins_and_ends_by_the_clock(storing: Client, world: World) -> None:
    at = timezone.now()
    times = {"start": (at + HOUR).isoformat(), "until": (at + 2 * HOUR).isoformat()}
    Announcements.objects.create(site=world.site, announcements=[block(1, "announcement", {"text": "Soon", **times})])
    append_changes()
    with time_machine.travel(at, tick=False) as clock:
        for hours, shown in ((0, 0), (1, 1), (2, 0)):
            clock.move_to(at + hours * HOUR)
            assert len(storing.get("/api/v2/site/").json()["announcements"]) == shown


def test_what_expires_is_gone_with_and_without_the_ticker(storing: Client, world: World) -> None:
    page = world.fresh("linking")
    page.expire_at = timezone.now() + HOUR
    page.save_revision().publish()
    append_changes()
    storing.get(path_of(page))
    storing.get(path_of(world.post))
    with time_machine.travel(page.expire_at, tick=False):
        assert storing.get(path_of(page)).status_code == 404
        # What was built before may show it.
        assert status(storing.get(path_of(world.post))).startswith("fwd=stale")
        # What was built since hides it, whether or not it has been unpublished.
        assert status(storing.get(path_of(world.post))) == "hit"
        apply_due_transitions()
        append_changes()
        storing.get(path_of(world.post))
        assert status(storing.get(path_of(world.post))) == "hit"
        assert storing.get(path_of(page)).status_code == 404


def test_an_overdue_expiry_does_not_switch_off_the_store(
    storing: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = world.fresh("linking"), make_section(title="Another")
    for page, hours in ((first, 1), (second, 2)):
        page.expire_at = timezone.now() + hours * HOUR
        page.save_revision().publish()
    third = make_section(title="A third")
    third.save_revision(approved_go_live_at=timezone.now() + 1.5 * HOUR)
    append_changes()
    minute = datetime.timedelta(minutes=1)
    with time_machine.travel(first.expire_at + minute, tick=False) as clock:
        assert [status(storing.get(path_of(world.post))) for _ in range(2)] == ["fwd=miss; stored", "hit"]
        with monkeypatch.context() as patch:
            patch.setattr(response_cache, "read_position", _down)
            assert status(storing.get(path_of(world.post))).startswith("hit; ttl=-")
            # Without the database nothing goes live.
            clock.move_to(second.expire_at - minute)
            assert storing.get(path_of(world.post)).status_code == 200
            # But what expires is hidden by the clock.
            clock.move_to(second.expire_at)
            assert storing.get(path_of(world.post)).status_code == 503


# Conditional requests and encodings


def test_a_client_that_has_the_bytes_gets_304(storing: Client, world: World) -> None:
    path = path_of(world.post)
    full = storing.get(path)
    with CaptureQueriesContext(connection) as captured:
        unchanged = storing.get(path, HTTP_IF_NONE_MATCH=full["ETag"])
    assert (unchanged.status_code, unchanged.content, len(captured)) == (304, b"", 1)
    for name in ("ETag", "Vary", "Cache-Control", "Cache-Tag", "Surrogate-Key", "Access-Control-Allow-Origin"):
        assert unchanged[name] == full[name], name
    assert "Content-Type" not in unchanged
    world.post.title = "Another"
    publish(world.post)
    append_changes()
    assert storing.get(path, HTTP_IF_NONE_MATCH=full["ETag"]).status_code == 200


@pytest.mark.parametrize("stored", [True, False])
def test_any_etag_of_the_response_matches_weak_or_not(stored: bool, world: World) -> None:
    with override_settings(STORED_RESPONSES=stored):
        client = Client()
        etags = {
            encoding: client.get(path_of(world.post), HTTP_ACCEPT_ENCODING=encoding)["ETag"]
            for encoding in ("identity", "gzip", "br")
        }
        assert len(set(etags.values())) == 3
        for etag in etags.values():
            assert etag.startswith('"')
            for written in (etag, f"W/{etag}", f'"other", {etag}'):
                answer = client.get(path_of(world.post), HTTP_IF_NONE_MATCH=written, HTTP_ACCEPT_ENCODING="br")
                assert (answer.status_code, answer["ETag"]) == (304, etag)
        assert client.get(path_of(world.post), HTTP_IF_NONE_MATCH="*").status_code == 304
        assert client.get(path_of(world.post), HTTP_IF_NONE_MATCH='"other"').status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, *", "gzip"),
        ("*", "br"),
        ("deflate", ""),
        ("gzip;q=0", ""),
        ("gzip;q=x", ""),
        ("", ""),
    ],
)
def test_bodies_are_compressed_as_clients_ask(accepted: str, encoding: str, storing: Client, world: World) -> None:
    plain = storing.get(path_of(world.post)).content
    for _ in range(2):
        answer = storing.get(path_of(world.post), HTTP_ACCEPT_ENCODING=accepted)
        assert answer.get("Content-Encoding", "") == encoding
        decode: Callable[[bytes], bytes] = {"gzip": gzip.decompress, "br": brotli.decompress}.get(encoding, bytes)
        assert decode(answer.content) == plain
        assert answer["Content-Length"] == str(len(answer.content))
        assert answer["Vary"] == "Accept-Encoding"


def test_encodings_count_as_what_they_take_of_the_memory(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(megabytes=1)
    monkeypatch.setattr(response_cache, "Store", lambda *_: store)
    with override_settings(STORED_RESPONSES=True):
        client = Client()
        for encoding in ("identity", "gzip"):
            client.get(path_of(world.post), HTTP_ACCEPT_ENCODING=encoding)
    memory = store._memory
    kept = [(key, kept.stored) for key, kept in memory.items()]
    assert [set(stored.encoded) for _, stored in kept if isinstance(stored, StoredResponse)] == [{"gzip"}]
    assert memory.currsize > sum(stored.size + len(key) for key, stored in kept)


def test_keys_count_as_what_they_take_of_the_memory() -> None:
    store, at = Store(megabytes=1), timezone.now()
    for number in range(400):
        never = {"until": None, "next_transition_at": None, "next_expiry_at": None}
        count = StoredCount(count=0, tags=frozenset(), sequence=0, checked_at=at, **never)
        store.put(f"{number:04000d}", count)
    assert 100 < store.number < 250


# Tags


def test_a_response_names_what_it_was_built_from_and_nothing_that_is_not_public(world: World, client: Client) -> None:
    answer = client.get(path_of(world.post))
    tags = set(answer["Cache-Tag"].split(","))
    assert tags == set(answer["Surrogate-Key"].split(" "))
    assert {
        *(f"page:{world.post.pk}", f"page:{world.news.pk}", f"person:{world.ada.pk}", f"topic:{world.topic.pk}"),
        *(f"organization:{world.union.pk}", f"image:{world.picture.pk}", "list:wagtailcore.Site"),
    } <= tags
    assert not any(tag.startswith(("list:pages.Page", "list:pages.GuestBlogPost")) for tag in tags)
    world.fresh("ada").unpublish()
    assert f"person:{world.ada.pk}" not in client.get(path_of(world.post))["Cache-Tag"]


def test_what_becomes_public_changes_who_would_show_it(storing: Client, world: World) -> None:
    world.fresh("ada").unpublish()
    append_changes()
    assert storing.get(path_of(world.post)).json()["authors"] == []
    ada = world.fresh("ada")
    ada.save_revision().publish()
    append_changes()
    assert storing.get(path_of(world.post)).json()["authors"][0]["name"] == "Ada"


def test_looked_up_paths_are_named(client: Client, world: World) -> None:
    for path in ("resolve/?path=/Old/", "redirects/find/?html_path=/old"):
        assert f"path:{world.site.pk}:/old/" in client.get(f"/api/v2/{path}")["Cache-Tag"].split(",")


def test_there_are_never_more_than_a_hundred_tags() -> None:
    images, pages = {f"image:{number}" for number in range(150)}, {f"page:{number}" for number in range(40)}
    assert rolled_up(images | pages) == {"list:pages.Image"} | pages
    both = rolled_up({*images, *(f"page:{number}" for number in range(101)), "site:1"})
    assert both == {"list:pages.Image", "list:pages.Page", "site:1"}
    assert rolled_up(pages) == pages
    paths = {f"path:1:/{number}/" for number in range(101)}
    assert rolled_up(paths) == {"list:pages.Page"}


# Cache-Control


def test_by_default_every_cache_asks_again(client: Client, world: World) -> None:
    for path in (path_of(world.post), "/api/v2/", "/feeds/posts.rss", "/api/v2/changes/"):
        assert client.get(path)["Cache-Control"] == "public, max-age=0, must-revalidate"


@override_settings(**CDN)
def test_a_delivery_network_may_serve_until_the_clock_changes_something(world: World) -> None:
    event = make_event(world.news, "Talk")
    append_changes()
    assert event.starts_at is not None
    for stored in (True, False):
        with (
            override_settings(STORED_RESPONSES=stored),
            time_machine.travel(event.starts_at - HOUR, tick=False) as clock,
        ):
            client = Client()
            for seconds, said in (
                (7200, "s-maxage=600, stale-while-revalidate=60, stale-if-error=3600"),
                (3600, "s-maxage=600, stale-while-revalidate=60, stale-if-error=3000"),
                (630, "s-maxage=600, stale-while-revalidate=30, stale-if-error=30"),
                (10, "s-maxage=10, stale-while-revalidate=0, stale-if-error=0"),
            ):
                clock.move_to(event.starts_at - datetime.timedelta(seconds=seconds))
                assert client.get(path_of(event))["Cache-Control"] == f"public, max-age=0, {said}"
            assert "s-maxage=600" in client.get(path_of(world.post))["Cache-Control"]
            assert "s-maxage" not in client.get("/api/v2/changes/")["Cache-Control"]


@override_settings(**CDN)
def test_no_response_outlives_the_next_go_live(world: World) -> None:
    page = world.fresh("draft")
    page.go_live_at = timezone.now() + datetime.timedelta(seconds=60)
    page.save_revision().publish()
    append_changes()
    with time_machine.travel(page.go_live_at - datetime.timedelta(seconds=30), tick=False):
        assert "s-maxage=30," in Client().get(path_of(world.post))["Cache-Control"]


# When something is down


class BrokenCache(LocMemCache):
    """A cache that cannot be reached."""

    def get(self, *_: Any, **__: Any) -> Any:
        raise OSError("refused")

    add = set = delete = get


@override_settings(
    STORED_RESPONSES=True,
    STORED_RESPONSES_SHARED=True,
    CACHES={"default": {"BACKEND": f"{__name__}.BrokenCache", "LOCATION": "broken"}},
)
def test_without_the_cache_responses_are_right_and_kept_in_memory(world: World) -> None:
    client = Client()
    assert client.get(path_of(world.post)).status_code == 200
    assert status(client.get(path_of(world.post))) == "hit"


@override_settings(
    STORED_RESPONSES=True,
    STORED_RESPONSES_SHARED=True,
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"}},
)
def test_processes_share_what_they_store(world: World) -> None:
    caches["default"].clear()
    one, other = Client(), Client()
    built = one.get(path_of(world.post))
    shared = other.get(path_of(world.post))
    assert (status(shared), shared.content) == ("hit", built.content)
    world.post.title = "Another"
    publish(world.post)
    append_changes()
    assert status(one.get(path_of(world.post))) == "fwd=stale; stored"
    assert status(other.get(path_of(world.post))) == "hit"
    assert other.get(path_of(world.post)).json()["title"] == "Another"


def _down(*_: Any) -> Any:
    raise OperationalError("refused")


def test_without_the_database_what_is_stored_is_served_until_the_clock_changes_it(
    storing: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(make_section(title="Events"), "Talk")
    assert isinstance(event, EventPage) and event.starts_at is not None
    append_changes()
    with time_machine.travel(event.starts_at - 30 * HOUR, tick=False) as clock:
        stored = storing.get(path_of(event))
        monkeypatch.setattr(response_cache, "read_position", _down)
        clock.shift(HOUR)
        stale = storing.get(path_of(event))
        assert (stale.content, status(stale)) == (stored.content, "hit; ttl=-3600; detail=UNCHECKED")
        assert stale["Cache-Control"] == "public, max-age=0, must-revalidate"
        clock.shift(24 * HOUR)
        assert storing.get(path_of(event)).status_code == 503
    with time_machine.travel(event.starts_at - HOUR, tick=False) as clock:
        monkeypatch.undo()
        client = Client()
        client.get(path_of(event))
        monkeypatch.setattr(response_cache, "read_position", _down)
        assert client.get(path_of(event)).status_code == 200
        clock.move_to(event.starts_at)
        assert client.get(path_of(event)).status_code == 503


def test_without_database_and_stored_response_there_is_a_problem_with_retry_after(
    storing: Client, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    monkeypatch.setattr(response_cache, "read_position", _down)
    answer = storing.get(path_of(world.post))
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (answer["Retry-After"], answer["Cache-Control"]) == ("5", "no-store")
    assert json.loads(answer.content)["request_id"] == answer["X-Request-Id"]


def test_one_at_a_time_waits_for_a_database_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    with override_settings(STORED_RESPONSES=True):
        cache = response_cache.ResponseCache()
    asked, waiting, answered = [], threading.Event(), threading.Event()
    clock = SimpleNamespace(now=time.monotonic())

    def slowly() -> LogPosition:
        asked.append(threading.current_thread())
        waiting.set()
        assert answered.wait(10)
        if len(asked) < 3:
            raise OperationalError("timeout expired")
        return LogPosition()

    monkeypatch.setattr(response_cache, "read_position", slowly)
    monkeypatch.setattr(response_cache, "time", SimpleNamespace(monotonic=lambda: clock.now))
    with ThreadPoolExecutor(1) as threads:

        def asking() -> Future[Lookup]:
            waiting.clear()
            answered.clear()
            other = threads.submit(cache.look_up, "key")
            assert waiting.wait(10)
            return other

        first = asking()
        answered.set()
        assert first.result().database_is_down
        # In the pause nobody asks.
        assert cache.look_up("key").database_is_down and len(asked) == 1
        clock.now += response_cache.DATABASE_PAUSE
        for still_down in (True, False):
            trying = asking()
            # And then another one does.
            assert cache.look_up("key").database_is_down
            answered.set()
            assert trying.result().database_is_down is still_down
            clock.now += response_cache.DATABASE_PAUSE
    assert not cache.look_up("key").database_is_down
    assert len(asked) == 4


@pytest.mark.slow
def test_everything_can_be_stored(storing: Client, everything: Everything) -> None:
    for name in ("post", "event", "home", "section", "about"):
        path = path_of(getattr(everything, name))
        first = storing.get(path)
        second = storing.get(path)
        assert (first.content, status(second)) == (second.content, "hit"), name
