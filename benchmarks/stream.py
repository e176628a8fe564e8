"""Measures the stream of changes with many clients: ``python -m benchmarks.stream --help`` lists the options.

One process serves the stream, another has all clients, and publishes. The time is counted from the instant at which a
change is written into the log, just before its transaction commits, until the last client has got it. Linux only.
"""

import argparse
import asyncio
import os
import resource
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.database import environment, scratch_database
from benchmarks.memory import resident
from benchmarks.progress import show
from benchmarks.servers import PROJECT
from tests.servers import free_port, serving

#: Clients that connect at the same time.
AT_ONCE = 50
#: Seconds after which a client that was not told is an error.
PATIENCE = 60
OTHER_FILES = 200


class Client(asyncio.Protocol):
    """A client that only looks for the cursor it waits for."""

    def __init__(self, clients: "Clients") -> None:
        self._clients = clients
        self._received = b""
        self.told: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        transport.write(self._clients.request)

    def data_received(self, data: bytes) -> None:
        self._received = (self._received + data)[-4096:]
        if self._clients.awaited in self._received and not self.told.done():
            self.told.set_result(time.time())

    def connection_lost(self, error: Exception | None) -> None:
        if not self.told.done():
            self.told.set_exception(ConnectionError("The stream ended."))


class Clients:
    """All clients of the stream on one port, and what they wait for."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.request = (
            f"GET /api/v2/changes/stream/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n\r\n"
        ).encode()
        self.awaited = b"\nid: "
        self.all: list[Client] = []

    async def connect(self, number: int) -> None:
        """Connect clients until there are so many, each of which has got the beginning of the stream."""
        places = asyncio.Semaphore(AT_ONCE)

        async def connect() -> None:
            async with places:
                _, client = await asyncio.get_running_loop().create_connection(
                    lambda: Client(self), "127.0.0.1", self.port
                )
                await client.told
            self.all.append(client)
            show("Connected", len(self.all), number)

        await asyncio.gather(*(connect() for _ in range(number - len(self.all))))

    def wait_for(self, cursor: str) -> "asyncio.Future[list[float]]":
        """Return when each client gets a cursor."""
        self.awaited = f"id: {cursor}\n".encode()
        for client in self.all:
            client.told = asyncio.get_running_loop().create_future()
        return asyncio.gather(*(client.told for client in self.all))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stream", description=__doc__)
    parser.add_argument("--clients", type=int, default=5000)
    parser.add_argument("--publishes", type=int, default=30)
    arguments = parser.parse_args()
    allow_files(arguments.clients + OTHER_FILES)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["STREAM_CLIENTS"] = str(arguments.clients)
    with scratch_database() as vendor:
        print(f"{arguments.clients:,} clients, {vendor}", flush=True)
        port = free_port()
        command = (sys.executable, "manage.py", "run_stream", "--port", str(port))
        variables = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", **environment()}
        with serving(*command, port=port, directory=PROJECT, **variables) as process:
            asyncio.run(measure(Clients(port), process.pid, arguments.clients, arguments.publishes))


def allow_files(number: int) -> None:
    """Let this process have so many files open, since each client is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < number:
        sys.exit(f"{number:,} open files are needed, and {hard:,} are allowed: ulimit -n.")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, number), hard))


async def measure(clients: Clients, pid: int, number: int, publishes: int) -> None:
    """Connect the clients, publish, and print what it takes."""
    worker = int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
    # The first client loads what is loaded once.
    await clients.connect(1)
    before = resident(worker)
    began = time.monotonic()
    await clients.connect(number)
    connecting = time.monotonic() - began
    with_clients = resident(worker)
    each = (with_clients - before) / max(1, number - 1) / 1000
    print(f"connecting all                    {connecting:8.1f} s")
    print(
        f"memory without and with clients   {before / 1e6:8.0f} MB, {with_clients / 1e6:.0f} MB: {each:.1f} kB a client"
    )
    first, last = [], []
    cpu = cpu_seconds(worker)
    with Publisher() as publisher:
        for done in range(1, publishes + 1):
            at, told = await asyncio.wait_for(publisher.publish(clients), PATIENCE)
            first.append(min(told) - at)
            last.append(max(told) - at)
            show("Published", done, publishes)
            await asyncio.sleep(0.2)
    cpu = (cpu_seconds(worker) - cpu) / publishes
    print("from publish to the first client ", spread(first))
    print("from publish to the last client  ", spread(last))
    print(f"CPU of a publish                  {cpu:8.2f} s")
    print(f"memory afterwards                 {resident(worker) / 1e6:8.0f} MB")


class Publisher:
    """Publishes in a thread with a database connection of its own."""

    def __enter__(self) -> "Publisher":
        self._thread = ThreadPoolExecutor(1)
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.submit(close_connections).result()
        self._thread.shutdown()

    async def publish(self, clients: Clients) -> tuple[float, list[float]]:
        """Publish once; return when the change was logged, and when each client was told."""
        loop = asyncio.get_running_loop()
        told = clients.wait_for(await loop.run_in_executor(self._thread, next_cursor))
        return await loop.run_in_executor(self._thread, publish), await told


def next_cursor() -> str:
    """Return the cursor behind the next change."""
    # Models can be imported only once Django is set up.
    from wagtail.models import Site

    from api.changes.cursors import changes_cursor
    from api.models import ChangeCounter

    return changes_cursor(Site.objects.get(), ChangeCounter.current().sequence + 1)


def publish() -> float:
    """Publish the home page, which is one change; return when it was logged."""
    from api.models import Change
    from pages.models import HomePage

    page = HomePage.objects.get()
    page.title = f"Home at {time.time()}"
    page.save_revision().publish()
    return Change.objects.latest("sequence").at.timestamp()


def close_connections() -> None:
    """Close the connections of this thread."""
    from django.db import connections

    connections.close_all()


def spread(seconds: list[float]) -> str:
    """Return the median and the most of some times."""
    return f"{statistics.median(seconds) * 1000:8.0f} ms at the median, {max(seconds) * 1000:.0f} ms at most"


def cpu_seconds(pid: int) -> float:
    """Return the seconds of CPU that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
