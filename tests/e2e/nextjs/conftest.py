"""The frontend of examples/nextjs, built once and started anew for each test, so that no test sees what another cached."""

import base64
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NEXTJS = Path(__file__).resolve().parents[3] / "examples" / "nextjs"
NEXT = NEXTJS / "node_modules" / ".bin" / "next"
SECRET = b"a secret of tests, 32 bytes long"
#: The oldest major version of Node.js that the frontend runs with.
NODE = 20


def node_version() -> int:
    """The major version of Node.js, or 0 without it."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return 0
    printed = subprocess.run(["node", "--version"], capture_output=True, text=True, timeout=20).stdout
    found = re.match(r"v(\d+)", printed)
    return int(found[1]) if found else 0


@pytest.fixture(scope="session")
def build() -> None:
    """The production build, made where there is no CMS."""
    if node_version() < NODE:
        pytest.skip(f"Node.js {NODE} with npm is not installed")
    if not NEXT.exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=NEXTJS, check=True, timeout=300)
    environment = {**os.environ, "CMS_URL": "http://127.0.0.1:9", "NEXT_TELEMETRY_DISABLED": "1"}
    subprocess.run([NEXT, "build"], cwd=NEXTJS, env=environment, check=True, timeout=600)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(cms: str, public: str = "") -> Iterator[str]:
    """Start the built frontend of a CMS, and yield its origin."""
    port = free_port()
    settings = {
        "CMS_URL": cms,
        "CMS_PUBLIC_URL": public,
        "REVALIDATE_SECRET": f"whsec_{base64.b64encode(SECRET).decode()}",
        "NEXT_TELEMETRY_DISABLED": "1",
    }
    command = [str(NEXT), "start", "--hostname", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, cwd=NEXTJS, env={**os.environ, **settings})
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < deadline, "The frontend does not start."
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def start(build: None) -> Callable[..., object]:
    """The function that starts another frontend."""
    return started


@pytest.fixture
def frontend(build: None, live_server) -> Iterator[str]:
    """The origin of the frontend, in place of the small one."""
    with started(live_server.url) as origin:
        yield origin
