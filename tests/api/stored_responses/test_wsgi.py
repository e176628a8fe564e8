"""Stored responses are served in front of Django, exactly as Django would serve them."""

import datetime
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from api.requests.middleware import MAXIMUM_URL_BYTES
from api.stored_responses import response_cache, wsgi
from api.stored_responses.log_position import LogPosition, read_position
from tests.api.changes.world import World
from tests.changes import append_changes
from tests.content import make_section, publish
from tests.wsgi import WsgiClient


@pytest.fixture
def server() -> Iterator[WsgiClient]:
    with override_settings(STORED_RESPONSES=True):
        yield WsgiClient()


@pytest.fixture
def to_django(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that were requested from Django."""
    asked: list[str] = []
    handle = WSGIHandler.__call__

    def note(handler: WSGIHandler, environ: Any, start_response: Any) -> Any:
        asked.append(environ["PATH_INFO"])
        return handle(handler, environ, start_response)

    monkeypatch.setattr(WSGIHandler, "__call__", note)
    return asked


def status(response: HttpResponse) -> str:
    return response.get("Cache-Status", "").partition("; ")[2]


def what_stays(response: Any) -> Any:
    own = ("X-Request-Id", "Cache-Status")
    return response.status_code, response.content, {k: v for k, v in response.headers.items() if k not in own}


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("encoding", ["", "gzip", "br, gzip;q=0.5"])
@pytest.mark.parametrize(
    "path",
    [
        "/api/v2/pages/",
        "/api/v2/people/ada/?_=cache-buster&fields=*",
        "/feeds/posts.rss",
        "/sitemap.xml",
        "/robots.txt",
    ],
)
def test_responses_are_those_of_django(
    path: str, encoding: str, method: str, server: WsgiClient, to_django: list[str], world: World
) -> None:
    asked = {"HTTP_ACCEPT_ENCODING": encoding} if encoding else {}
    with override_settings(STORED_RESPONSES=True):
        client = Client()
        expected = [getattr(client, method.lower())(path, **asked) for _ in range(2)][1]
    answers = [server.get(path, method, **asked) for _ in range(3)]
    assert [status(answer) for answer in answers] == ["fwd=miss; stored", "hit", "hit"]
    assert len(to_django) == 1
    assert [what_stays(answer) for answer in answers] == [what_stays(expected)] * 3
    assert [answer.reason_phrase for answer in answers] == ["OK"] * 3
    ids = {answer.get("X-Request-Id") for answer in answers}
    assert ids == {None} if "X-Request-Id" not in expected else len(ids) == 3


def test_what_is_known_already(server: WsgiClient, to_django: list[str], world: World) -> None:
    etag = server.get("/api/v2/pages/")["ETag"]
    unchanged = server.get("/api/v2/pages/", HTTP_IF_NONE_MATCH=f'"other", W/{etag}')
    assert (unchanged.status_code, unchanged.reason_phrase, unchanged.content) == (304, "Not Modified", b"")
    assert (unchanged["ETag"], unchanged.get("Content-Type"), status(unchanged)) == (etag, None, "hit")
    with override_settings(STORED_RESPONSES=True):
        client = Client()
        client.get("/api/v2/pages/")
        expected = client.get("/api/v2/pages/", HTTP_IF_NONE_MATCH=etag)
    assert what_stays(unchanged) == what_stays(expected)
    assert len(to_django) == 1


def test_a_change_is_seen_at_once(server: WsgiClient, to_django: list[str], world: World) -> None:
    path = f"/api/v2/pages/{world.post.pk}/"
    server.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert status(server.get(path)) == "hit"
    assert len(captured) == 1
    world.post.title = "Another"
    publish(world.post)
    append_changes()
    changed = server.get(path)
    assert (status(changed), b'"Another"' in changed.content) == ("fwd=stale; stored", True)
    assert status(server.get(path)) == "hit"
    assert len(to_django) == 2


def test_what_is_looked_for_here_is_not_looked_for_again(server: WsgiClient, world: World) -> None:
    path = f"/api/v2/pages/{world.post.pk}/"
    position = "next_transition_at FROM"
    with CaptureQueriesContext(connection) as captured:
        assert status(server.get(path)) == "fwd=miss; stored"
    assert [position in query["sql"].replace('"', "") for query in captured].count(True) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "environ"),
    [
        ("/api/v2/pages/", {"HTTP_PREVIEW_TOKEN": "0123456789abcdef"}),
        ("/api/v2/pages/", {"HTTP_HOST": "evil.example.org"}),
        ("/api/v2/pages/", {"REQUEST_METHOD": "POST"}),
        ("/api/v2/pages/", {"REQUEST_METHOD": "OPTIONS"}),
        (f"/api/v2/pages/?_={'x' * MAXIMUM_URL_BYTES}", {}),
        ("/api/v2/pages/?search=%ff", {}),
        ("/api/v2/changes/?since=0", {}),
        ("/health/", {}),
        ("/", {}),
    ],
)
def test_what_is_not_stored_is_left_to_django(
    path: str, environ: dict[str, str], server: WsgiClient, to_django: list[str], world: World
) -> None:
    server.get("/api/v2/pages/")
    method = environ.get("REQUEST_METHOD", "GET")
    headers = {name: value for name, value in environ.items() if name != "REQUEST_METHOD"}
    expected = getattr(Client(), method.lower())(path, **headers)
    for _ in range(2):
        answer = server.get(path, method, **headers)
        assert answer.status_code == expected.status_code
        assert "hit" not in status(answer)
    assert len(to_django) == 3


def test_addresses_in_all_languages(server: WsgiClient, to_django: list[str], world: World) -> None:
    path = "/api/v2/pages/find/?html_path=/d%C3%A9bat/"
    assert server.get(path).status_code == 404
    world.post.slug = "d\u00e9bat"
    with override_settings(WAGTAIL_ALLOW_UNICODE_SLUGS=True):
        publish(world.post)
    append_changes()
    path = path.replace("/d", "/news/d")
    assert [status(server.get(path)) for _ in range(2)] == ["fwd=miss; stored", "hit"]
    assert server.get("/api/v2/p%C3%A9ople/").status_code == 404
    assert len(to_django) == 3


@pytest.mark.parametrize("path", ["", "*", "api/v2/pages/"])
def test_odd_paths(path: str, server: WsgiClient, to_django: list[str], world: World) -> None:
    server.get("/api/v2/pages/")
    assert server.get("/", "OPTIONS", PATH_INFO=path).status_code < 500
    assert to_django == ["/api/v2/pages/", path]


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("header", [None, ("HTTP_X_FORWARDED_PROTO", "https")])
@pytest.mark.parametrize("forwarded", [None, "https", "http", "https, http", "http, https", ""])
def test_the_scheme_is_what_django_takes_it_for(
    scheme: str, header: tuple[str, str] | None, forwarded: str | None
) -> None:
    environ: dict[str, Any] = {
        "wsgi.url_scheme": scheme,
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "wsgi.input": BytesIO(),
    }
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_PROTO"] = forwarded
    with override_settings(SECURE_PROXY_SSL_HEADER=header):
        assert wsgi._scheme(environ) == WSGIRequest(dict(environ)).scheme


def test_without_storing_everything_is_left_to_django(to_django: list[str], world: World) -> None:
    with override_settings(STORED_RESPONSES=False):
        server = WsgiClient()
        assert [status(server.get("/api/v2/pages/")) for _ in range(2)] == ["fwd=bypass"] * 2
    assert len(to_django) == 2


def test_without_the_database(
    server: WsgiClient, to_django: list[str], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> LogPosition:
        raise OperationalError("refused")

    with time_machine.travel(timezone.now(), tick=False) as clock:
        stored = server.get("/api/v2/pages/")
        monkeypatch.setattr(response_cache, "read_position", down)
        clock.shift(datetime.timedelta(minutes=1))
        unchecked = server.get("/api/v2/pages/")
    assert stored.status_code == 200
    assert (unchecked.content, status(unchecked)) == (stored.content, "hit; ttl=-60; detail=UNCHECKED")
    assert unchecked["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert len(to_django) == 1
    missing = server.get("/api/v2/posts/")
    assert (missing.status_code, missing["Content-Type"]) == (503, "application/problem+json")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_connections_that_are_too_old_are_closed(server: WsgiClient, to_django: list[str]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL (DATABASE_URL): closing it, a database in memory would be lost")
    path = f"/api/v2/pages/{make_section(title='Section').pk}/"
    server.get(path)
    old = connection.connection
    connection.close_at = 0
    assert status(server.get(path)) == "hit"
    assert connection.connection not in (None, old)
    assert len(to_django) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_connection_that_was_lost_is_opened_again(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL (DATABASE_URL)")
    before = read_position()
    assert connection.connection is not None and settings.DATABASES["default"]["CONN_HEALTH_CHECKS"]
    connection.close_if_unusable_or_obsolete()
    # No other query finds out whether it works.
    monkeypatch.setattr(connection, "is_usable", lambda: pytest.fail("asked"))
    assert read_position() == before
    connection.connection.close()
    assert read_position() == before
