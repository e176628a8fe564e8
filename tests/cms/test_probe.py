"""The health check of containers."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from cms import probe
from tests.servers import free_port


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    """A server that is ready if it is asked for its first host name."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_right = (self.path, self.headers["Host"]) == ("/readyz", "cms.example.org")
            self.send_response(200 if is_right else 503)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_ready(server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "cms.example.org,other.example.org")
    assert probe.main([str(server.server_port)]) == 0


def test_not_ready(server: HTTPServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "other.example.org")
    assert probe.main([str(server.server_port)]) == 1
    assert "responds with 503" in capsys.readouterr().err


def test_down(capsys: pytest.CaptureFixture[str]) -> None:
    assert probe.main([str(free_port())]) == 1
    assert "does not respond" in capsys.readouterr().err
