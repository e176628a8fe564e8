"""The servers that are compared, with the same server program and settings, all running at once."""

import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from tests.servers import free_port, serving, wsgi_server

PROJECT = Path(__file__).resolve().parents[1]
WORKERS = 2
#: The path below which each API is served.
OURS, STOCK, BARE = "/api/v2/", "/api/stock/", "/api/bare/"


@dataclass(frozen=True)
class Kind:
    """A kind of server: the path of its API, and its environment variables in addition to the database."""

    base: str
    environment: Mapping[str, str]


KINDS = {
    "cold": Kind(OURS, {"STORED_RESPONSES": "off"}),
    "stored": Kind(OURS, {"STORED_RESPONSES": "on"}),
    "stock": Kind(STOCK, {"WITHOUT_API_MIDDLEWARE": "on"}),
    "bare": Kind(BARE, {"WITHOUT_API_MIDDLEWARE": "on"}),
}


@contextmanager
def _redis_only(url: str) -> Iterator[Kind]:
    """Yield a kind that stores responses in Redis and not in memory. At the end, its keys are deleted from Redis."""
    prefix = f"benchmark-{uuid.uuid4()}"
    variables = {"CACHE_URL": url, "CACHE_KEY_PREFIX": prefix, "STORED_RESPONSES_MEGABYTES": "0"}
    try:
        yield Kind(OURS, {"STORED_RESPONSES": "on", **variables})
    finally:
        with Redis.from_url(url) as redis:
            for key in redis.scan_iter(f"{prefix}:*", count=1000):
                redis.delete(key)


@dataclass(frozen=True)
class Server:
    """A running server."""

    origin: str
    base: str
    pid: int

    def url(self, path: str) -> str:
        """Return the URL of a path relative to this server's API."""
        return f"{self.origin}{self.base}{path}"

    def cpu_seconds(self) -> float:
        """Return the CPU time in seconds that the workers have used so far."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(map(_cpu_seconds, workers))


def _cpu_seconds(pid: str) -> float:
    # The name of the command, in parentheses, may contain spaces.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(
    program: str, environment: Mapping[str, str], kinds: Mapping[str, Kind] = KINDS, redis_url: str = ""
) -> Iterator[dict[str, Server]]:
    """Run a server of each kind until the end of the block; with a Redis URL, also one that stores responses there."""
    with ExitStack() as stack:
        servers = {}
        if redis_url:
            kinds = {**kinds, "redis": stack.enter_context(_redis_only(redis_url))}
        for name, kind in kinds.items():
            port = free_port()
            variables = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", **environment, **kind.environment}
            process = stack.enter_context(
                serving(*wsgi_server(program, port, WORKERS), port=port, directory=PROJECT, **variables)
            )
            servers[name] = Server(f"http://127.0.0.1:{port}", kind.base, process.pid)
        yield servers
