"""The port on which a worker responds to probes."""

import json
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from operations import beats
from operations.health.work import silent_loops_of_this_process
from operations.probe_server import ProbeServer

SILENT: list[str] = []


@pytest.fixture
def server() -> Iterator[ProbeServer]:
    server = ProbeServer("127.0.0.1", 0, lambda: SILENT)
    server.start()
    yield server
    SILENT.clear()
    server.stop()


def ask(server: ProbeServer, path: str, method: str = "GET") -> tuple[int, bytes]:
    client = HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    # By IP address, as probes ask.
    client.request(method, path)
    response = client.getresponse()
    return response.status, response.read()


def test_it_responds_to_probes_and_to_nothing_else(server: ProbeServer) -> None:
    assert ask(server, "/livez") == (200, b'{"status": "ok"}')
    for path in ("/", "/admin/", "/api/v2/pages/", "/livez/", "/LIVEZ"):
        assert ask(server, path)[0] == 404, path
    assert ask(server, "/livez", "POST")[0] == 405
    # Whoever has no token gets no figures here either.
    assert ask(server, "/metrics")[0] == 404


def test_a_loop_that_is_silent_makes_it_unfit(server: ProbeServer) -> None:
    SILENT.append("Delivery")
    status, body = ask(server, "/readyz")
    assert (status, json.loads(body)) == (503, {"status": "unavailable", "silent": ["Delivery"]})
    # It lives all the same: to start it again is for whoever watches over it.
    assert ask(server, "/livez")[0] == 200


def test_a_port_that_is_taken_is_an_error(server: ProbeServer) -> None:
    with pytest.raises(OSError, match="in use"):
        ProbeServer("127.0.0.1", server.server_port, lambda: [])


def test_loops_are_silent_from_their_beginning(
    settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HEARTBEAT_SECONDS = 60  # type: ignore[attr-defined]
    settings.TASKS_ARE_QUEUED = True  # type: ignore[attr-defined]
    now = time.monotonic()
    monkeypatch.setattr(beats, "_written", {"Delivery": now - 30})
    assert silent_loops_of_this_process(now - 59) == []
    assert silent_loops_of_this_process(now - 61) == ["Scheduled publishing"]
    assert silent_loops_of_this_process(now - 601) == ["Scheduled publishing", "Tasks"]
    monkeypatch.setattr(beats, "_written", {"Delivery": now - 61, "Scheduled publishing": now})
    assert silent_loops_of_this_process(now - 500) == ["Delivery"]
