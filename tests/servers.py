"""Servers in processes of their own, for tests and measurements that talk to them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: The servers that the documentation names, with a process for each worker that answers one request at a time.
WSGI_SERVERS = {
    "gunicorn": (
        *("cms.wsgi", "--bind", "127.0.0.1:{port}", "--log-level", "warning"),
        *("--workers", "{workers}", "--worker-class", "sync"),
    ),
    "granian": (
        *("cms.wsgi:application", "--interface", "wsgi", "--host", "127.0.0.1", "--port", "{port}"),
        *("--log-level", "warning", "--workers", "{workers}", "--blocking-threads", "1"),
    ),
}


def wsgi_server(name: str, port: int, workers: int) -> list[str]:
    """Return the command that starts one of ``WSGI_SERVERS``."""
    return [sys.executable, "-m", name, *(part.format(port=port, workers=workers) for part in WSGI_SERVERS[name])]


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(*command: str, port: int, directory: Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server that listens on ``port`` of this machine, from when it answers until the end of the block."""
    process = subprocess.Popen(command, cwd=directory, env={**os.environ, **variables})
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("localhost", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < deadline, f"{command} does not start."
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)
