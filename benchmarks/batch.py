"""``python -m benchmarks.batch``: what one request for all of a home page would gain over four at once.

A CMS with the demo content answers behind nginx, over HTTP/2 and TLS, at some round-trip times. Four requests on one
connection are compared with one for a file in which the four responses stand. No batch can be faster: nothing is looked
up, put together or compressed for it. It needs nginx with HTTP/2, and curl and openssl.
"""

import argparse
import asyncio
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from benchmarks.demo import ROOT, fill_with_demo
from benchmarks.nginx import in_front_of
from benchmarks.progress import show
from benchmarks.requests import get
from tests.servers import free_port, serving, wsgi_server

#: What the reference frontend asks for its home page.
CARDS = "_,id,type,html_path,title,listing"
PATHS = (
    "/api/v2/site/",
    "/api/v2/resolve/?path=/",
    f"/api/v2/posts/?limit=3&fields={CARDS},intro,authors,published_on",
    f"/api/v2/events/?limit=3&phase=ongoing,upcoming,unscheduled&fields={CARDS},start,end,all_day,status,venue",
)
BATCH = "/batch"
HOST = {"Host": "localhost"}
#: What nginx serves besides: TLS, and the batch as a file.
_MORE = """\
ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/key.pem;
        location = {batch} {{
            alias {folder}/batch.json.gz;
            types {{ }}
            default_type application/json;
            add_header Content-Encoding gzip;
        }}"""


def main() -> int:
    """Print a table of milliseconds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="of each measurement; the median is shown")
    parser.add_argument("--round-trips", default="0,20,50,100", help="in milliseconds")
    options = parser.parse_args()
    missing = [name for name in ("curl", "openssl") if shutil.which(name) is None]
    if missing:
        sys.exit(f"This needs {' and '.join(missing)}.")
    with TemporaryDirectory(prefix="batch-") as name:
        folder = Path(name)
        # nginx may run as another user.
        folder.chmod(0o755)
        variables = _variables(folder)
        fill_with_demo(variables)
        with _cms(variables) as cms, _nginx(folder, cms) as port:
            sizes = _write_batch(folder, cms)
            print(f"kB, compressed by gzip: {' + '.join(sizes[:-1])}, as one {sizes[-1]}")
            print("round trip  four at once  as one  connecting")
            for trip in map(int, options.round_trips.split(",")):
                with _slower(port, trip / 2000) as slow:
                    found = [_measured(slow, trip, number, options.rounds) for number in range(options.rounds)]
                four, one, connecting = (statistics.median(column) for column in zip(*found, strict=True))
                print(f"{trip:7} ms {four:10.1f} ms {one:5.1f} ms {connecting:8.1f} ms")
    return 0


def _variables(folder: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "DATA_DIR": str(folder / "data"),
        "CMS_BASE_URL": "https://localhost",
        "DEBUG": "off",
        "LOG_LEVEL": "ERROR",
    }


@contextmanager
def _cms(variables: Mapping[str, str]) -> Iterator[int]:
    port = free_port()
    with serving(*wsgi_server("granian", port, 2), port=port, directory=ROOT, **variables):
        # Each process stores what it is asked.
        for _ in range(8):
            for path in PATHS:
                get(f"http://127.0.0.1:{port}{path}", {**HOST, "Accept-Encoding": "gzip"})
        yield port


@contextmanager
def _nginx(folder: Path, cms: int) -> Iterator[int]:
    request = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    subject = ["-subj", "/CN=localhost", "-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem"]
    subprocess.run([*request, *subject], check=True, stderr=subprocess.DEVNULL)
    more = _MORE.format(folder=folder, batch=BATCH)
    with in_front_of(folder, [cms], protocol="ssl http2", more=more) as port:
        yield port


def _write_batch(folder: Path, cms: int) -> list[str]:
    """Write the four responses as one file; return their sizes in kB and its own, compressed."""
    bodies = [get(f"http://127.0.0.1:{cms}{path}", HOST).body for path in PATHS]
    whole = orjson.dumps([orjson.loads(body) for body in bodies])
    (folder / "batch.json.gz").write_bytes(gzip.compress(whole, 6))
    return [f"{len(gzip.compress(body, 6)) / 1000:.1f}" for body in (*bodies, whole)]


@contextmanager
def _slower(port: int, delay: float) -> Iterator[int]:
    """Pass on what a port gets and answers, each way later by ``delay`` seconds; yield the port that does."""
    slow, loop = free_port(), asyncio.new_event_loop()

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while content := await reader.read(65536):
                loop.call_later(delay, writer.write, content)
        loop.call_later(delay, writer.close)

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        with suppress(asyncio.CancelledError):
            await asyncio.gather(pass_on(reader, back), pass_on(there, writer))

    async def end() -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        loop.stop()

    server = loop.run_until_complete(asyncio.start_server(connected, "127.0.0.1", slow))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield slow
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(end(), loop)
        thread.join()
        loop.close()


def _measured(port: int, trip: int, number: int, rounds: int) -> tuple[float, float, float]:
    """Return the milliseconds, from when it is connected, of four requests and of one, and those of connecting."""
    show(f"{trip} ms there and back", number + 1, rounds)
    (four, connecting), (one, _) = _curl(port, PATHS), _curl(port, (BATCH,))
    return four, one, connecting


def _curl(port: int, paths: tuple[str, ...]) -> tuple[float, float]:
    """Return the milliseconds from when a new connection is there to the end of the last response, and before that."""
    asked = [part for path in paths for part in ("-o", os.devnull, f"https://localhost:{port}{path}")]
    written = "%{http_version} %{response_code} %{time_appconnect} %{time_total}\\n"
    command = ["curl", "-sk", "--http2", "--parallel", "-H", "Accept-Encoding: gzip", "-w", written, *asked]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in printed.splitlines()]
    if any(row[:2] != ["2", "200"] for row in rows) or len(rows) != len(paths):
        raise RuntimeError(printed)
    # Only the request that opened the connection has waited for it.
    connected = max(float(row[2]) for row in rows)
    return (max(float(row[3]) for row in rows) - connected) * 1000, connected * 1000


if __name__ == "__main__":
    sys.exit(main())
