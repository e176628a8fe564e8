"""Puts load on a server with ``wrk``."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from benchmarks.servers import Server

CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("wrk.lua")
MISSING = (
    "The benchmark needs wrk to generate the load: apt-get install wrk (Debian, Ubuntu), brew install wrk (macOS)."
)


class LoadFailed(Exception):
    """Some requests got no response or an error, so the figures of the run are invalid."""


@dataclass(frozen=True)
class Load:
    """The figures of one round. ``cpu_ms`` is the CPU time of the server's workers per request."""

    rps: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    bytes: int


def problem() -> str:
    """Return why this machine cannot run the benchmark, or an empty string."""
    if shutil.which("wrk") is None:
        return MISSING
    if not Path("/proc/self/stat").exists():
        return "The benchmark needs Linux: it reads the CPU time of servers from /proc."
    return ""


def put_load(server: Server, paths: Sequence[str], seconds: float, headers: Mapping[str, str]) -> Load:
    """Request the paths in turn on eight connections. Raises ``LoadFailed`` if any request fails."""
    urls = [server.url(path) for path in paths]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", "60s", "-s", str(SCRIPT)]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    with NamedTemporaryFile("w", suffix=".txt") as file:
        arguments = []
        if len(urls) > 1:
            file.write("".join(url.removeprefix(server.origin) + "\n" for url in urls))
            file.flush()
            arguments = ["--", file.name]
        before = server.cpu_seconds()
        printed = subprocess.run([*command, urls[0], *arguments], capture_output=True, text=True)
        cpu = server.cpu_seconds() - before
    if printed.returncode:
        raise LoadFailed(f"{urls[0]}: {printed.stderr or printed.stdout}")
    return read_load(printed.stdout, cpu, urls[0])


def read_load(printed: str, cpu: float, url: str) -> Load:
    """Return the figures that ``wrk.lua`` printed. Raises ``LoadFailed`` if any request failed."""
    figures = json.loads(printed.splitlines()[-1])
    requests = figures["requests"]
    if figures["socket_errors"] or figures["bad_statuses"]:
        raise LoadFailed(f"{url} failed: {figures}")
    if not requests:
        raise LoadFailed(f"{url} returned no response: this machine needs longer rounds (--seconds).")
    return Load(
        rps=requests / figures["seconds"],
        p50_ms=figures["p50_ms"],
        p99_ms=figures["p99_ms"],
        cpu_ms=cpu / requests * 1000,
        bytes=round(figures["bytes"] / requests),
    )
