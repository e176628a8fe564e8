"""Figures for Prometheus: what is counted, for whom, and over several processes."""

import http.client
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client, override_settings
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from api.models import ChangeCounter
from delivery.models import Subscription
from operations.logs.statements import watch_statements
from operations.metrics.endpoints import endpoint_of
from operations.metrics.front import CountedRequests, source_of
from operations.metrics.instruments import SOURCES
from operations.metrics.view import forget_dead_processes
from tests.content import make_image, make_section
from tests.operations.conftest import METRICS_TOKEN
from tests.servers import free_port, serving, wsgi_server
from tests.wsgi import WsgiClient

LABEL = "endpoint=/api/v2/"
AUTHORIZATION = {"authorization": f"Bearer {METRICS_TOKEN}"}


def samples(content: str) -> dict[tuple[str, ...], float]:
    """Return the figures by their names and labels."""
    return {
        (sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(content)
        for sample in family.samples
    }


def read(client: Client) -> dict[tuple[str, ...], float]:
    response = client.get("/metrics", headers=AUTHORIZATION)
    assert response.status_code == 200 and response.headers["Content-Type"].startswith("text/plain")
    return samples(response.content.decode())


def requests(found: dict[tuple[str, ...], float], endpoint: str, source: str, status: str = "2xx") -> float:
    key = ("cms_request_seconds_count", f"endpoint={endpoint}", f"source={source}", f"status={status}")
    return found.get(key, 0)


@pytest.fixture
def server(counting: Any, db: None) -> Iterator[WsgiClient]:
    with override_settings(STORED_RESPONSES=True):
        client = WsgiClient()
        stored = client.application
        client.application = CountedRequests(stored, lambda: stored.size)  # type: ignore[assignment]
        watch_statements(connection)
        yield client
        connection.execute_wrappers.clear()


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        ("/api/v2/", "/api/v2/"),
        ("/api/v2/pages/", "/api/v2/pages/"),
        ("/api/v2/pages", "/api/v2/pages/"),
        ("/api/v2/pages/17/", "/api/v2/pages/*"),
        ("/api/v2/pages/17/../x", "/api/v2/pages/*"),
        ("/api/v2/wp-login.php", "/api/v2/?"),
        ("/admin/pages/3/edit/", "/admin/"),
        ("/images/1/2/x.webp", "/images/"),
        ("/", "/*"),
        ("/.env", "/*"),
        ("", "/*"),
        ("*", "/*"),
    ],
)
def test_paths_have_few_names(path: str, endpoint: str) -> None:
    assert endpoint_of(path) == endpoint


@pytest.mark.parametrize(
    ("cache_status", "source"),
    [
        (None, "none"),
        ("coalition-cms; hit", "hit"),
        ("coalition-cms; hit; collapsed", "hit"),
        ("coalition-cms; hit; ttl=-12; detail=UNCHECKED", "unchecked"),
        ("coalition-cms; fwd=miss; stored", "miss"),
        ("coalition-cms; fwd=stale", "stale"),
        ("coalition-cms; fwd=bypass", "bypass"),
    ],
)
def test_how_a_response_came_about(cache_status: str | None, source: str) -> None:
    assert source_of(cache_status) == source and source in SOURCES


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": METRICS_TOKEN[:-1]}])
@pytest.mark.django_db
def test_without_the_token_there_is_nothing(counting: Callable[[], Client], headers: dict[str, str]) -> None:
    assert counting().get("/metrics", headers=headers).status_code == 404


@pytest.mark.django_db
def test_it_is_off_unless_there_is_a_token(client: Client) -> None:
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_requests_are_counted_however_they_come_about(server: WsgiClient) -> None:
    make_section(title="News")
    client, list_of_pages = Client(), "/api/v2/pages/"
    before = read(client)
    for _ in range(3):
        assert server.get(f"{list_of_pages}?limit=3").status_code == 200
    make_section(title="More")
    assert server.get(f"{list_of_pages}?limit=3").status_code == 200
    assert server.get(f"{list_of_pages}9999999/").status_code == 404
    assert server.get(list_of_pages, HTTP_HOST="evil.example.net").status_code == 400
    now = read(client)

    def more(*arguments: str) -> float:
        return requests(now, *arguments) - requests(before, *arguments)

    assert more(list_of_pages, "miss") == 1 and more(list_of_pages, "hit") == 2 and more(list_of_pages, "stale") == 1
    assert more("/api/v2/pages/*", "none", "4xx") == 1 and more(list_of_pages, "none", "4xx") == 1
    statements = ("cms_database_statements_total", f"endpoint={list_of_pages}")
    assert now[statements] - before.get(statements, 0) > 5
    assert now[("cms_stored_responses_bytes",)] > 1000


@pytest.mark.django_db
def test_an_application_that_fails_is_counted(counting: Callable[[], Client]) -> None:
    def fail(environ: Any, start_response: Any) -> Any:
        raise OSError("The client is gone.")

    before = read(counting())
    with pytest.raises(OSError, match="gone"):
        CountedRequests(fail, lambda: 0)({"PATH_INFO": "/admin/"}, lambda *_: None)  # type: ignore[arg-type]
    now = read(counting())
    assert requests(now, "/admin/", "none", "5xx") == requests(before, "/admin/", "none", "5xx") + 1


@pytest.mark.django_db
def test_what_the_database_has(counting: Callable[[], Client]) -> None:
    now = timezone.now()
    Subscription.objects.create(name="Site", address="https://www.example.org/hook", failing_since=now, cursor=0)
    Subscription.objects.create(name="Paused", address="https://www.example.org/hook", state="paused")
    found = read(counting())
    assert found[("cms_database_up",)] == 1
    assert found[("cms_log_position",)] == ChangeCounter.current().sequence
    assert found[("cms_scheduler_lag_seconds",)] == 0 and found[("cms_tasks_waiting",)] == 0
    assert ("cms_delivery_waiting", "receiver=Site") in found
    assert ("cms_delivery_waiting", "receiver=Paused") not in found
    assert not any(name == "cms_heartbeat_age_seconds" for name, *_ in found)


@pytest.mark.django_db
def test_a_database_that_is_down_is_a_figure(counting: Callable[[], Client], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Any:
        raise DatabaseError("password of the database")

    monkeypatch.setattr("operations.metrics.from_database.last_beats", fail)
    found = read(counting())
    assert found[("cms_database_up",)] == 0 and ("cms_log_position",) not in found


@pytest.mark.django_db
def test_renditions_are_counted_once(counting: Callable[[], Client]) -> None:
    # Wagtail finds renditions in the cache, those of an image of another test with the same key, too.
    cache.clear()
    image = make_image()
    before = read(counting())[("cms_renditions_made_total",)]
    for _ in range(2):
        image.get_rendition("width-50")
    assert read(counting())[("cms_renditions_made_total",)] == before + 1


def test_the_memory_of_processes_that_ended_does_not_count(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = {f"{kind}_{pid}.db" for kind in ("gauge_livesum", "counter") for pid in (ended.pid, os.getpid(), 1)}
    for name in names:
        (tmp_path / name).write_bytes(b"")
    forget_dead_processes(tmp_path)
    assert names - {path.name for path in tmp_path.iterdir()} == {f"gauge_livesum_{ended.pid}.db"}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_processes_count_together(tmp_path: Path) -> None:
    """Two processes of a real server: what one of them tells is the sum of both."""
    database, port, folder = connection.settings_dict, free_port(), tmp_path / "metrics"
    folder.mkdir()
    if connection.vendor == "postgresql":
        user = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
        url = f"postgres://{user}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    else:
        url = f"sqlite:///{database['NAME']}"
    environment = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": url,
        "DATA_DIR": str(tmp_path),
        "METRICS_TOKEN": METRICS_TOKEN,
        "PROMETHEUS_MULTIPROC_DIR": str(folder),
        "STORED_RESPONSES": "on",
        "CACHE_URL": "",
        "TASK_BACKEND": "immediate",
    }

    def get(path: str) -> str:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        asked.request("GET", path, headers=AUTHORIZATION)
        response = asked.getresponse()
        assert response.status == 200
        return response.read().decode()

    command = wsgi_server("gunicorn", port, 2)
    with serving(*command, port=port, directory=Path(__file__).resolve().parents[2], **environment):
        for _ in range(40):
            get("/api/v2/")
        found = samples(get("/metrics"))
    counts = [number for (name, *labels), number in found.items() if name.endswith("_count") and labels[0] == LABEL]
    assert sum(counts) == 40
