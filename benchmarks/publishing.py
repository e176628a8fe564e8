"""Measures the share of stored responses while pages are published."""

import random
import statistics
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from wagtail.models import Page

from benchmarks.load import LoadFailed
from benchmarks.progress import show
from benchmarks.requests import get
from benchmarks.servers import Server

#: The header that says whether a response was stored (RFC 9211), and what its value contains if it was.
HEADER, HIT = "Cache-Status", "; hit"
READERS = 4
#: The share of pages that must be stored before counting begins, and the number of turns after which it begins anyway.
WARM, MOST_TURNS = 0.98, 10


def hit_ratio(seen: Counter[str]) -> float | None:
    """Return the share of responses that were stored, from 0 to 1, or ``None`` if no response has the header.

    ``seen`` counts the values of the header; the empty value stands for responses without it.
    """
    named = {value: count for value, count in seen.items() if value}
    if not named:
        return None
    return sum(count for value, count in named.items() if HIT in value) / sum(named.values())


class Readers:
    """Threads that read random pages until the end of the block."""

    def __init__(self, server: Server, keys: list[int]) -> None:
        self.server, self.keys = server, keys
        self.seen: Counter[str] = Counter()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(number,)) for number in range(READERS)]
        self._failures: list[str] = []

    def warm(self) -> None:
        """Read every page until each worker has stored most; only one page if responses do not have the header."""
        self._get(self.keys[0])
        turns = 0 if hit_ratio(self.seen) is None else MOST_TURNS
        for turn in range(1, turns + 1):
            self.seen.clear()
            with ThreadPoolExecutor(READERS) as pool:
                for number, _ in enumerate(pool.map(self._get, self.keys), 1):
                    show(f"Reading every page, turn {turn}", number, len(self.keys))
            if (hit_ratio(self.seen) or 0) >= WARM:
                break
        self.seen.clear()

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        if self._failures:
            raise LoadFailed(self._failures[0])

    def _read(self, seed: int) -> None:
        generator = random.Random(seed)  # noqa: S311  (the same pages every time)
        while not self._stop.is_set():
            self._get(generator.choice(self.keys))

    def _get(self, key: int) -> None:
        response = get(self.server.url(f"pages/{key}/"))
        if response.status != 200:
            self._failures.append(f"Page {key} returned {response.status} while pages were published.")
        self.seen[response.headers.get(HEADER, "")] += 1


def publish_while_reading(server: Server, seconds: int) -> dict[str, Any]:
    """Publish a random page every second while others read random pages, and return the figures."""
    keys = list(Page.objects.live().filter(depth__gt=3).values_list("pk", flat=True))
    generator = random.Random(0)  # noqa: S311  (the same pages every time)
    readers, took = Readers(server, keys), []
    readers.warm()
    print(f"Reading random pages and publishing for {seconds} s ...", file=sys.stderr)
    with readers:
        for _ in range(seconds):
            started = time.perf_counter()
            publish_one(generator.choice(keys))
            took.append(time.perf_counter() - started)
            time.sleep(max(0, 1 - took[-1]))
    return {
        "pages": len(keys),
        "seconds": seconds,
        "reads": sum(readers.seen.values()),
        "hit_ratio": hit_ratio(readers.seen),
        "publish_ms": statistics.median(took) * 1000,
    }


def publish_one(key: int) -> None:
    """Change the title of a page and publish it."""
    page = Page.objects.get(pk=key).specific
    page.title = f"{page.title[:200]}."
    page.save_revision().publish()
