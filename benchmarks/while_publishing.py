"""Measures what a publication costs those who read: a mix of URLs while pages are published, and the list after it."""

import random
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import Client
from django.test.utils import override_settings

from benchmarks.database import environment
from benchmarks.load import Load, LoadFailed, put_load
from benchmarks.progress import show
from benchmarks.publishing import publish_one
from benchmarks.rounds import Target, check
from benchmarks.servers import OURS, STOCK, Kind, Server, running
from benchmarks.site import Sizes, build_site
from pages.models import EventPage, GuestBlogPost, Person

#: The servers: ours with the items of lists stored, ours without, and Wagtail's.
KINDS = {
    "ours": Kind(OURS, {"STORED_RESPONSES": "on"}),
    "ours, STORED_PARTS=off": Kind(OURS, {"STORED_RESPONSES": "on", "STORED_PARTS": "off"}),
    "stock": Kind(STOCK, {"WITHOUT_API_MIDDLEWARE": "on"}),
}
#: Lists of 20: below our API, and below Wagtail's.
LISTS = {
    "20 posts": ("posts/?limit=20", "pages/?type=pages.GuestBlogPost&limit=20&fields=*"),
    "20 events": ("events/?limit=20", "pages/?type=pages.EventPage&limit=20&fields=*"),
}
AFTERWARDS = 30


def mixed_paths(is_stock: bool) -> list[str]:
    """Return 200 paths as a site requests them: 140 details and 60 pages of lists, in a fixed random order.

    For Wagtail's API, what it has no counterpart of (people, filters by author) is a detail or a list of pages.
    """
    posts = GuestBlogPost.objects.live().order_by("pk").values_list("pk", flat=True)[:100]
    events = EventPage.objects.live().order_by("pk").values_list("pk", flat=True)[:30]
    people = list(Person.objects.order_by("pk").values_list("slug", flat=True)[:20])
    paths = [f"pages/{key}/" for key in (*posts, *events)]
    paths += [f"pages/{key}/" for key in posts[:10]] if is_stock else [f"people/{slug}/" for slug in people[:10]]
    for ours, stock in LISTS.values():
        paths += [f"{stock if is_stock else ours}&offset={20 * number}" for number in range(20)]
    again = [f"{LISTS['20 posts'][1]}&offset={20 * number}" for number in range(20)]
    paths += again if is_stock else [f"posts/?author={slug}" for slug in people]
    random.Random(0).shuffle(paths)  # noqa: S311  (the same order every time)
    return paths


def measure_while_publishing(sizes: dict[str, int], seconds: int, program: str) -> dict[str, Any]:
    """Build a site, and return the figures of each server, and the CPU milliseconds of lists after a publication.

    ``kept`` is the share of the requests per second without publications that is left while one page is published
    every second.
    """
    build_site(Sizes(**sizes))
    found: dict[str, Any] = {}
    with running(program, environment(), KINDS) as servers:
        for place, (name, server) in enumerate(servers.items(), 1):
            found[name] = _mixed(server, mixed_paths(server.base == STOCK), seconds)
            show("A mix of URLs while pages are published", place, len(servers))
    return {"mixed": found, "lists": dict(_lists()), "seconds": seconds, "sizes": sizes, "program": program}


def _mixed(server: Server, paths: list[str], seconds: int) -> dict[str, Any]:
    check(server, Target("", tuple(paths)))
    alone = put_load(server, paths, seconds, {})
    with _publishing() as published:
        beside = put_load(server, paths, seconds, {})
    if len(published) < seconds / 2:
        raise LoadFailed(f"Only {len(published)} pages were published in {seconds} s: this machine is too busy.")
    return {"alone": _figures(alone), "beside": _figures(beside), "kept": beside.rps / alone.rps}


def _figures(load: Load) -> dict[str, float]:
    return {"rps": load.rps, "p50_ms": load.p50_ms, "p99_ms": load.p99_ms, "cpu_ms": load.cpu_ms}


@contextmanager
def _publishing() -> Iterator[list[int]]:
    """Publish a page of those that are read every second until the end of the block. Yield the keys so far."""
    stop, published = threading.Event(), list[int]()
    keys = [*GuestBlogPost.objects.order_by("pk").values_list("pk", flat=True)[:100]]
    keys += EventPage.objects.order_by("pk").values_list("pk", flat=True)[:30]
    order = random.Random(1).sample(keys, len(keys))  # noqa: S311  (the same pages every time)

    def publish() -> None:
        from django.db import connections

        try:
            while not stop.is_set():
                started = time.monotonic()
                key = order[len(published) % len(order)]
                publish_one(key)
                published.append(key)
                stop.wait(max(0, 1 - (time.monotonic() - started)))
        finally:
            connections.close_all()

    thread = threading.Thread(target=publish)
    thread.start()
    try:
        yield published
    finally:
        stop.set()
        thread.join()


def _lists() -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the CPU milliseconds, medians in this process, that each list takes after one of its pages is published."""
    for name, (ours, stock) in LISTS.items():
        sides = {
            "ours": (f"{OURS}{ours}", True),
            "ours, STORED_PARTS=off": (f"{OURS}{ours}", False),
            "stock": (f"{STOCK}{stock}", False),
        }
        took: dict[str, list[float]] = {side: [] for side in sides}
        clients: dict[str, Client] = {}
        for side, (_, parts) in sides.items():
            with override_settings(STORED_RESPONSES=True, STORED_PARTS=parts):
                clients[side] = Client()
                clients[side].get("/api/v2/")
        keys = [item["id"] for item in clients["ours"].get(f"{OURS}{ours}").json()["items"]]
        for number in range(AFTERWARDS):
            publish_one(keys[number % len(keys)])
            for side, (path, parts) in sides.items():
                with override_settings(STORED_PARTS=parts):
                    started = time.process_time()
                    response = clients[side].get(path)
                    took[side].append((time.process_time() - started) * 1000)
                if response.status_code != 200:
                    raise LoadFailed(f"{path} returned {response.status_code}.")
            show(f"{name} after a publication", number + 1, AFTERWARDS)
        # The first publications find few items stored.
        yield name, {side: statistics.median(times[AFTERWARDS // 3 :]) for side, times in took.items()}
