"""Other sites, on this machine."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class OtherSite:
    """A site whose paths answer with what ``answers`` has: a status, or a status and where it redirects to."""

    def __init__(self, url: str, answers: dict[str, Any]) -> None:
        self.url = url
        self.answers = answers
        self.requests: Counter[tuple[str, str]] = Counter()
        self.agents: set[str] = set()


@contextmanager
def other_site(**robots: str) -> Iterator[OtherSite]:
    """Serve a site; ``robots`` is the text of its robots.txt, if it has one."""
    answers: dict[str, Any] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests[self.command, self.path] += 1
            site.agents.add(self.headers["User-Agent"])
            if self.path == "/robots.txt" and "robots" in robots:
                body = robots["robots"].encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                return
            answer = answers.get(f"{self.command} {self.path}", answers.get(self.path, 404))
            status, location = answer if isinstance(answer, tuple) else (answer, "")
            self.send_response(status)
            self.send_header("Content-Length", "0")
            if location:
                self.send_header("Location", location)
            self.end_headers()

        do_HEAD = do_GET

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = OtherSite(f"http://127.0.0.1:{server.server_port}", answers)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield site
        server.shutdown()
