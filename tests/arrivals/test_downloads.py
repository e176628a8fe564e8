"""Downloads of what a source names."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from arrivals.safety import downloads
from arrivals.safety.downloads import DownloadError, download


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path
        if path == "/redirect":
            self.answer(302, location="/file")
        elif path == "/loop":
            self.answer(302, location="/loop")
        elif path == "/away":
            self.answer(302, location="file:///etc/passwd")
        elif path == "/missing":
            self.answer(404)
        elif path == "/large":
            self.answer(200, b"x" * 3000)
        elif path == "/bomb":
            self.answer(200, gzip.compress(b"x" * 3_000_000), encoding="gzip")
        elif path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"only this")
        else:
            self.answer(200, b"content")

    def answer(self, status: int, body: bytes = b"", location: str = "", encoding: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server(settings: Any) -> Iterator[str]:
    settings.IMPORT_ALLOW_PRIVATE = True
    settings.IMPORT_LARGEST_DOWNLOAD = 2000
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("path", ["/file", "/redirect"])
def test_content_is_downloaded(server: str, path: str) -> None:
    with download(server + path) as content:
        assert content.read() == b"content"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/missing", "The server answered with status 404."),
        ("/loop", "It redirects too often."),
        ("/away", "It is not an address of the web."),
        ("/large", "It has more than 0 MB."),
        ("/bomb", "It has more than 0 MB."),
        ("/short", "It could not be downloaded"),
    ],
)
def test_what_goes_wrong_is_said(server: str, path: str, sentence: str) -> None:
    with pytest.raises(DownloadError, match=sentence):
        download(server + path)


def test_private_networks_are_not_reached(server: str, settings: Any) -> None:
    settings.IMPORT_ALLOW_PRIVATE = False
    for address in (server, "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/"):
        with pytest.raises(DownloadError, match="private network"):
            download(f"{address}/file")


@pytest.mark.parametrize("address", ["", "nothing", "ftp://example.org/a", "http://", "http://[", "javascript:1"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(DownloadError):
        download(address)


def test_a_slow_server_does_not_hold_it_up(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "SECONDS", 0)
    with pytest.raises(DownloadError):
        download(f"{server}/file")
