"""Servers in processes of their own, for tests and measurements that talk to them."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
