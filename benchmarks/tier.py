"""``python -m benchmarks.tier``: many servers behind nginx, on a primary and its replicas, all started for this.

It publishes again and again, and compares every response that came through nginx with the one that a single process
without a store builds. Then it measures what replicas cost a stored response. It needs nginx, wrk and the programs of
PostgreSQL's server; REDIS_URL names a cache for the servers, which have none together otherwise.
"""

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import orjson

from benchmarks.demo import fill_with_demo
from benchmarks.nginx import in_front_of
from benchmarks.progress import show
from benchmarks.requests import get
from tests.clusters import Cluster, primary_and_replicas, why_not
from tests.replicas.editor import ROOT, Editor, editing
from tests.servers import free_port, serving, wsgi_server

#: Headers that must not differ; the others name a request, a moment, or where a response came from.
COMPARED = ("Content-Type", "Content-Language", "ETag", "Cache-Tag", "Surrogate-Key", "Cache-Control", "Vary", "Link")
#: What each server is asked below its root, besides the details that the lists name.
PATHS = (
    *("/api/v2/", "/api/v2/site/", "/api/v2/page_types/", "/api/v2/urls/", "/api/v2/redirects/"),
    *("/feeds/posts.rss", "/feeds/posts.atom", "/feeds/posts.json", "/feeds/events.rss", "/sitemap.xml", "/robots.txt"),
    *(f"/api/v2/pages/?{query}" for query in ("", "fields=*", "limit=5&offset=5", "search=work", "count=false")),
    *("/api/v2/posts/?order=title", "/api/v2/events/?fields=*", "/api/v2/posts/999999/", "/api/v2/posts/?limit=x"),
)
HOST = {"Host": "localhost"}
LISTS = ("pages", "posts", "events", "people", "organizations", "topics", "images", "documents")


class Seen(NamedTuple):
    """What must be equal in two responses."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def main() -> int:
    """Return 0 if no response differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tier", description=__doc__)
    parser.add_argument("--servers", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2, help="processes of each server")
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5, help="publications, after each of which all is compared")
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement; 0 for none")
    options = parser.parse_args()
    if reason := why_not():
        sys.exit(f"This {reason}.")
    with TemporaryDirectory(prefix="tier-") as name, primary_and_replicas(options.replicas) as (primary, replicas):
        folder = Path(name)
        # nginx may run as another user.
        folder.chmod(0o755)
        variables = _variables(folder, primary)
        fill_with_demo(variables)
        urls = " ".join(replica.url() for replica in replicas)
        tier = {**variables, "DATABASE_REPLICA_URL": urls}
        with (
            editing(**variables) as editor,
            _server(variables, 1, STORED_RESPONSES="off") as alone,
            _tier(folder, options.servers, options.workers, tier) as front,
        ):
            differences, compared = _compare(editor, alone, front, (primary, *replicas), options.rounds)
        print(f"{compared} responses compared, {differences} differ.")
        if options.seconds and (wrk := shutil.which("wrk")):
            _measure(wrk, variables, urls, options.seconds)
    return 1 if differences else 0


def _variables(folder: Path, primary: Cluster) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": primary.url(),
        "DATABASE_REPLICA_URL": "",
        "DATA_DIR": str(folder / "data"),
        "CACHE_URL": os.environ.get("REDIS_URL", ""),
        "CACHE_KEY_PREFIX": f"tier-{os.getpid()}",
        "CMS_BASE_URL": "http://localhost",
        "DEBUG": "off",
        "LOG_LEVEL": "ERROR",
    }


@contextmanager
def _server(variables: Mapping[str, str], workers: int, **more: str) -> Iterator[int]:
    port = free_port()
    with serving(*wsgi_server("gunicorn", port, workers), port=port, directory=ROOT, **{**variables, **more}):
        yield port


@contextmanager
def _tier(folder: Path, servers: int, workers: int, variables: Mapping[str, str]) -> Iterator[int]:
    """Run some servers behind nginx, and yield its port."""
    with ExitStack() as stack:
        ports = [stack.enter_context(_server(variables, workers)) for _ in range(servers)]
        yield stack.enter_context(in_front_of(folder, ports))


def _compare(editor: Editor, alone: int, front: int, databases: Sequence[Cluster], rounds: int) -> tuple[int, int]:
    """Return how many responses differ, and how many there were."""
    differences = compared = 0
    (key, *_) = editor.make_posts(3)
    for number in range(rounds):
        editor.rename(key, f"Title {number}")
        _wait_until_equal(databases)
        paths = [*PATHS, *_details(alone)]
        for place, path in enumerate(paths, 1):
            show(f"Publication {number + 1} of {rounds}: comparing", place, len(paths))
            expected = _seen(alone, path)
            # More than there are processes would be better; nginx takes the servers in turn.
            for _ in range(4):
                compared += 1
                found = _seen(front, path)
                if found != expected:
                    differences += 1
                    print(f"\n{path} differs: {_difference(expected, found)}", file=sys.stderr)
    return differences, compared


def _wait_until_equal(databases: Sequence[Cluster]) -> None:
    query = "SELECT sequence FROM api_changecounter"
    while len({str(database.run(query)) for database in databases}) > 1:
        time.sleep(0.01)


def _details(port: int) -> Iterator[str]:
    for name in LISTS:
        yield f"/api/v2/{name}/"
        listed = orjson.loads(get(f"http://127.0.0.1:{port}/api/v2/{name}/?limit=100&fields=_,id", HOST).body)
        yield from (f"/api/v2/{name}/{item['id']}/" for item in listed["items"])


def _seen(port: int, path: str) -> Seen:
    response = get(f"http://127.0.0.1:{port}{path}", HOST)
    # A problem names its request.
    body = response.body if response.status == 200 else b""
    return Seen(response.status, {name: response.headers.get(name, "") for name in COMPARED}, body)


def _difference(expected: Seen, found: Seen) -> str:
    pairs = zip(("status", "headers", "body"), expected, found, strict=True)
    return "; ".join(f"{name}: {one!r:.300} is {other!r:.300}" for name, one, other in pairs if one != other)


def _measure(wrk: str, variables: Mapping[str, str], urls: str, seconds: int) -> None:
    """Print what a server of two processes does with a stored response, in turns without and with replicas."""
    kinds = {"the primary alone": "", "replicas": urls}
    rates: dict[str, list[float]] = {name: [] for name in kinds}
    with ExitStack() as stack:
        ports = {
            name: stack.enter_context(_server({**variables, "CACHE_URL": ""}, 2, DATABASE_REPLICA_URL=replicas))
            for name, replicas in kinds.items()
        }
        for name, _ in itertools.product(kinds, range(50)):
            get(f"http://127.0.0.1:{ports[name]}/api/v2/posts/")
        for _, name in itertools.product(range(5), kinds):
            url = f"http://127.0.0.1:{ports[name]}/api/v2/posts/"
            done = subprocess.run([wrk, "-t1", "-c4", f"-d{seconds}s", url], capture_output=True, text=True, check=True)
            rates[name].append(float(done.stdout.partition("Requests/sec:")[2].split()[0]))
    for name, measured in rates.items():
        print(f"20 posts, stored, read from {name}: {sorted(measured)[2]:,.0f} requests/s")


if __name__ == "__main__":
    sys.exit(main())
