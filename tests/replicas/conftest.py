"""A CMS with a primary and two replicas, all started for these tests."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.clusters import Cluster, primary_and_replicas, why_not
from tests.replicas.editor import ROOT, Editor, editing
from tests.servers import free_port, serving, wsgi_server

TOKEN = "a1f0c1e0a4d1b4c6c9d1a6b7f3c2e8d9"
#: Seconds within which anything that is waited for has happened, however slow the machine is.
WITHIN_SECONDS = 60
#: Seconds by which a replica may lag here.
LONGEST_LAG = 3


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    """A server of the CMS."""

    port: int

    def get(self, path: str, **headers: str) -> Response:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            client.request("GET", path, headers={"Host": "localhost", **headers})
            response = client.getresponse()
            return Response(response.status, dict(response.getheaders()), response.read())
        finally:
            client.close()

    def title(self, key: int, **headers: str) -> str:
        response = self.get(f"/api/v2/posts/{key}/?fields=title", **headers)
        assert response.status == 200, response.body
        return str(response.json()["title"])

    def replicas(self) -> dict[str, Any]:
        """Return what the health check says of the replicas."""
        body = self.get("/readyz", Authorization=f"Bearer {TOKEN}").json()
        found: dict[str, Any] = body["checks"]["replicas"]
        return found


def until(condition: Callable[[], Any], what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"It never happened: {what}."
        time.sleep(0.1)


@dataclass
class World:
    """The databases, somebody who edits, and what there is."""

    primary: Cluster
    replicas: Sequence[Cluster]
    editor: Editor
    keys: Sequence[int]
    variables: dict[str, str] = field(default_factory=dict)

    def serving(self, replicas: int = 1, workers: int = 1, **variables: str) -> "AbstractContextManager[Server]":
        """Run a server that reads from some of the replicas."""
        return _serving(self, self.replicas[:replicas], workers, variables)

    def mend(self) -> None:
        """Start what was stopped, and wait until the replicas have everything."""
        for cluster in (self.primary, *self.replicas):
            if not cluster.is_running():
                cluster.start()
        position = "SELECT sequence FROM api_changecounter"
        for replica in self.replicas:
            replica.resume()
            replica.delay(0)
        until(lambda: len({str(one.run(position)) for one in (self.primary, *self.replicas)}) == 1, "equal databases")


@contextmanager
def _serving(world: World, replicas: Sequence[Cluster], workers: int, variables: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    urls = ", ".join(replica.url() for replica in replicas)
    environment = {**world.variables, "DATABASE_REPLICA_URL": urls, **variables}
    command = wsgi_server("gunicorn", port, workers)
    command[command.index("sync")] = "gthread"
    with serving(*command, "--threads", "4", port=port, directory=ROOT, **environment):
        server = Server(port)
        # Workers look at the replicas once they are asked for anything.
        until(lambda: not replicas or server.replicas()["status"] == "ok", "replicas that are well")
        yield server


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    if reason := why_not() or ("" if os.environ.get("REPLICAS") else "it takes minutes: REPLICAS=1, or make rehearse"):
        pytest.skip(reason)
    with primary_and_replicas(2) as (primary, replicas):
        variables = {
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DATABASE_URL": primary.url(),
            "DATABASE_REPLICA_URL": "",
            "DATABASE_REPLICA_MAX_LAG": str(LONGEST_LAG),
            "DATABASE_CONNECT_TIMEOUT": "1",
            "DATA_DIR": str(tmp_path_factory.mktemp("data")),
            "CACHE_URL": "",
            "CDN_MAX_AGE": "60",
            "DEBUG": "off",
            "HEALTH_TOKEN": TOKEN,
            "METRICS_TOKEN": TOKEN,
            "EXTRA_APPS": "",
            "ENV_FILE": "",
        }
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env={**os.environ, **variables}, check=True)
        # Whoever edits knows of the replicas, as a worker does, and reads from none of them.
        urls = " ".join(replica.url() for replica in replicas)
        with editing(**{**variables, "DATABASE_REPLICA_URL": urls}) as editor:
            yield World(primary, replicas, editor, editor.make_posts(6), variables)


@pytest.fixture
def cms(world: World) -> Iterator[World]:
    """The same with all databases equal, before and after."""
    world.mend()
    yield world
    world.mend()
