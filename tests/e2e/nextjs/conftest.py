"""The frontend of examples/nextjs, built once and restarted for each test, so that tests share no cache."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.node import PROJECT, build_once, install, require_node, run
from tests.servers import free_port, serving

NEXTJS = PROJECT / "examples" / "nextjs"
NEXT = NEXTJS / "node_modules" / ".bin" / "next"
#: What `npm start` runs.
SERVER = NEXTJS / "server" / "start.mjs"
#: Disables the telemetry of Next.js.
NO_TELEMETRY = {"NEXT_TELEMETRY_DISABLED": "1"}
SECRET = b"a secret of tests, 32 bytes long"


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """The production build, created without a CMS, only once even if several processes run the tests."""
    require_node()
    build_once(tmp_path_factory.getbasetemp(), worker_id, "nextjs", make_build)


def make_build() -> None:
    install(NEXTJS)
    run(str(NEXT), "build", directory=NEXTJS, CMS_URL="http://127.0.0.1:9", **NO_TELEMETRY)


@contextmanager
def started(cms: str, public: str = "", port: int | None = None, stream: str = "", **variables: str) -> Iterator[str]:
    """Start the built frontend of a CMS, and yield its origin."""
    port = port or free_port()
    settings = {
        **variables,
        "CMS_URL": cms,
        "CMS_PUBLIC_URL": public,
        "CMS_STREAM_ORIGIN": stream,
        "REVALIDATE_SECRET": f"whsec_{base64.b64encode(SECRET).decode()}",
    }
    command = ("node", str(SERVER), "--hostname", "127.0.0.1", "--port", str(port))
    with serving(*command, port=port, directory=NEXTJS, **NO_TELEMETRY, **settings):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def start(build: None) -> Callable[..., object]:
    """A function that starts another frontend."""
    return started


@pytest.fixture
def frontend(build: None, live_server) -> Iterator[str]:
    """The origin of the frontend, instead of the small one's."""
    with started(live_server.url) as origin:
        yield origin
