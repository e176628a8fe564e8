"""A port of a worker for probes and Prometheus: a worker serves nothing else."""

import json
import socketserver
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

PATHS = frozenset({"/healthz", "/livez", "/readyz", "/metrics"})
READINESS = "/readyz"


class ProbeServer(socketserver.ThreadingMixIn, WSGIServer):
    """Responds to ``PATHS`` as the web server does, and to nothing else, until it is stopped.

    ``silent`` returns the names of the loops of this process that do not work any more: while there are any,
    ``/readyz`` is 503.
    """

    daemon_threads = True

    def __init__(self, host: str, port: int, silent: Callable[[], Sequence[str]]) -> None:
        """Listen on a port, 0 for any that is free. Raises ``OSError`` if it is taken."""
        super().__init__((host, port), _Handler)
        self._silent = silent
        self._application = get_wsgi_application()
        self.set_app(self._respond)

    def start(self) -> None:
        """Respond from now on, in a thread of its own."""
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Respond no more, and free the port."""
        self.shutdown()
        self.server_close()

    def _respond(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path not in PATHS:
            return _plain(start_response, "404 Not Found", {"detail": "Only probes are answered here."})
        if path == READINESS and (silent := self._silent()):
            return _plain(start_response, "503 Service Unavailable", {"status": "unavailable", "silent": list(silent)})
        return self._application(environ, start_response)


def _plain(start_response: "StartResponse", status: str, body: dict[str, object]) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "application/json"), ("Cache-Control", "no-store")])
    return [json.dumps(body).encode()]


class _Handler(WSGIRequestHandler):
    """Writes no line for each probe, and does not look up the names of addresses."""

    def log_message(self, format: str, *arguments: object) -> None:
        return

    def address_string(self) -> str:
        return str(self.client_address[0])
