"""The database and the cache fail and come back while a server responds."""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from api.stored_responses import store
from deploy.rehearsal.connections import Proxy
from tests.content import make_section, publish
from tests.servers import free_port, serving

REDIS_URL = os.environ.get("REDIS_URL", "")
#: The maximum seconds of a response, whatever is down.
LONGEST = 20

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL (DATABASE_URL)"),
]


class Reply:
    """The response of a server."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status
        self.headers = response.headers
        self.content: Any = json.loads(response.read())

    @property
    def is_unchecked(self) -> bool:
        """Whether it could not be compared with the database."""
        return "UNCHECKED" in self.headers.get("Cache-Status", "")


Get = Callable[[str], Reply]


@contextmanager
def server(database_port: int, directory: Path, **variables: str) -> Iterator[Get]:
    """Serve the database of the tests, as it is reached through a port of this machine."""
    port, database = free_port(), connection.settings_dict
    account = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
    key = "0123456789abcdefghijklmnopqrstuvwxyz-a-key-for-tests-{}"
    environment = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "DATABASE_URL": f"postgres://{account}@127.0.0.1:{database_port}/{database['NAME']}",
        "DATABASE_CONNECT_TIMEOUT": "2",
        "DATA_DIR": str(directory),
        "STATIC_ROOT": str(directory / "static"),
        "SECRET_KEY": key.format(1),
        "IMAGE_SIGNING_KEY": key.format(2),
        "ALLOWED_HOSTS": "127.0.0.1",
        "CMS_BASE_URL": f"http://127.0.0.1:{port}",
        "FRONTEND_URL": "http://127.0.0.1:3000",
        "SECURE_SSL_REDIRECT": "off",
        "STORED_RESPONSES": "on",
        "CACHE_URL": "",
        **variables,
    }
    # As `collectstatic` would list them, if nothing used any.
    (directory / "static").mkdir(exist_ok=True)
    (directory / "static/staticfiles.json").write_text('{"version": "1.1", "hash": "", "paths": {}}')
    command = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]

    def get(path: str) -> Reply:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=LONGEST) as response:
                return Reply(response)
        except urllib.error.HTTPError as error:
            return Reply(error)

    with serving(*command, port=port, directory=Path(settings.BASE_DIR), **environment):
        yield get


def database_proxy() -> Proxy:
    database = connection.settings_dict
    return Proxy(database["HOST"] or "127.0.0.1", int(database["PORT"] or 5432))


def checked(get: Get, path: str) -> Reply:
    """Return the first response that was built with the database."""
    deadline = time.monotonic() + LONGEST
    while True:
        reply = get(path)
        if reply.status == 200 and not reply.is_unchecked:
            return reply
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("outage", [Proxy.cut, Proxy.swallow])
def test_without_the_database_stored_responses_are_served(outage: Callable[[Proxy], None], tmp_path: Path) -> None:
    section, other = make_section(title="Before"), make_section(title="Other")
    path, never_asked = (f"/api/v2/pages/{page.pk}/" for page in (section, other))
    with database_proxy() as proxy, server(proxy.port, tmp_path) as get:
        assert "stored" in get(path).headers["Cache-Status"]
        for _ in range(2):
            outage(proxy)
            for _ in range(3):
                reply = get(path)
                assert (reply.status, reply.is_unchecked) == (200, True)
                down = get(never_asked)
                assert (down.status, down.headers["Content-Type"]) == (503, "application/problem+json")
                assert int(down.headers["Retry-After"]) > 0
            section.title += " and after"
            section = publish(section)
            proxy.mend()
            assert checked(get, path).content["title"] == section.title
            assert checked(get, never_asked).content["title"] == "Other"
            never_asked += "?fields=*" if "?" not in never_asked else ",-body"


@pytest.mark.skipif(not REDIS_URL, reason="needs Redis (REDIS_URL)")
@pytest.mark.parametrize("outage", [Proxy.cut, Proxy.swallow])
def test_without_the_cache_responses_are_right_and_do_not_wait_for_it(
    outage: Callable[[Proxy], None], tmp_path: Path
) -> None:
    section = make_section(title="Before")
    path = f"/api/v2/pages/{section.pk}/"
    redis = urlsplit(REDIS_URL)
    database = connection.settings_dict
    with Proxy(redis.hostname or "127.0.0.1", redis.port or 6379) as proxy:
        cache = f"redis://127.0.0.1:{proxy.port}{redis.path}"
        variables = {"CACHE_URL": cache, "CACHE_KEY_PREFIX": str(tmp_path)}
        with server(int(database["PORT"] or 5432), tmp_path, **variables) as get:
            assert get(path).content["title"] == "Before"
            outage(proxy)
            begun, connections = time.monotonic(), proxy.connections
            for number in range(10):
                section.title = f"Title {number}"
                section = publish(section)
                for query in ("", f"?fields=title&_={number}", "?fields=*"):
                    assert get(f"{path}{query}").content["title"] == section.title
            looks = 1 + (time.monotonic() - begun) // store.CACHE_PAUSE
            # One look in a while, which may be tried twice; and one for each thread whose connection was lost.
            assert proxy.connections - connections <= 2 * looks + 4
            proxy.mend()
            section.title = "After"
            publish(section)
            assert get(path).content["title"] == "After"
