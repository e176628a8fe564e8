"""The servers named in the documentation return the same responses."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings

from tests.databases import OwnDatabase
from tests.servers import WSGI_SERVERS, free_port, serving, wsgi_server

pytestmark = pytest.mark.slow
PAGES = "/api/v2/pages/?fields=*"


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, migrated_database: OwnDatabase) -> dict[str, str]:
    """Return the variables of an installation with a home page and an organization."""
    data = tmp_path_factory.mktemp("data")
    variables = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATA_DIR": str(data),
        "DATABASE_URL": "",
        "CACHE_URL": "",
        "STORED_RESPONSES": "on",
        "DEBUG": "off",
        "ALLOWED_HOSTS": "127.0.0.1",
        "CMS_BASE_URL": "http://cms.example.org",
    }
    migrated_database.give_file(data / "db.sqlite3")
    cafe = "from pages.models import Organization; Organization.objects.create(name='Café', slug='café')"
    program = f"from django.core.management import call_command; call_command('migrate', verbosity=0); {cafe}"
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", program]
    subprocess.run(command, cwd=settings.BASE_DIR, env={**os.environ, **variables}, check=True)
    return variables


@pytest.fixture(scope="module", params=WSGI_SERVERS)
def port(request: Any, environment: Mapping[str, str]) -> Iterator[int]:
    port = free_port()
    command = wsgi_server(request.param, port, workers=1)
    with serving(*command, port=port, directory=Path(settings.BASE_DIR), **environment):
        yield port


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Reply:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    client.request(method, path, headers={"Host": "127.0.0.1", **named})
    response = client.getresponse()
    found = {name.lower(): value for name, value in response.getheaders()}
    reply = Reply(response.status, found, response.read())
    client.close()
    return reply


def test_a_stored_answer(port: int) -> None:
    first, second = ask(port, PAGES), ask(port, PAGES)
    assert (first.status, second.status, first.body) == (200, 200, second.body)
    assert "stored" in first.headers["cache-status"] and "hit" in second.headers["cache-status"]
    assert second.headers["content-length"] == str(len(second.body))
    assert second.headers["etag"] == first.headers["etag"]


def test_not_changed(port: int) -> None:
    etag = ask(port, PAGES).headers["etag"]
    reply = ask(port, PAGES, If_None_Match=etag)
    assert (reply.status, reply.body, reply.headers["etag"]) == (304, b"", etag)


def test_without_the_body(port: int) -> None:
    whole, head = ask(port, PAGES), ask(port, PAGES, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_compressed(port: int) -> None:
    reply = ask(port, PAGES, Accept_Encoding="gzip")
    assert (reply.headers["content-encoding"], reply.body[:2]) == ("gzip", b"\x1f\x8b")


@pytest.mark.parametrize(
    ("path", "method", "host", "status"),
    [
        ("/api/v2/pages/999/", "GET", "127.0.0.1", 404),
        (PAGES, "POST", "127.0.0.1", 405),
        (PAGES, "GET", "elsewhere.example.org", 400),
        (f"{PAGES}&search={'a' * 5000}", "GET", "127.0.0.1", 414),
        (f"{PAGES}&unknown=%E2%82%AC", "GET", "127.0.0.1", 400),
    ],
)
def test_problems(port: int, path: str, method: str, host: str, status: int) -> None:
    reply = ask(port, path, method, Host=host)
    assert reply.status == status
    assert reply.headers["content-type"] == "application/problem+json"


def test_a_path_with_an_accent(port: int) -> None:
    reply = ask(port, "/api/v2/organizations/caf%C3%A9/")
    assert (reply.status, json.loads(reply.body)["name"]) == (200, "Café")
