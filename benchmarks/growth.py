"""Measures response times as the content grows, in one process and without a network."""

import json
import time
from typing import Any
from urllib.parse import quote

from django.test import Client

from benchmarks.bulk import analyze
from benchmarks.content import add_posts
from benchmarks.library import add_library
from benchmarks.progress import show
from benchmarks.servers import OURS
from benchmarks.site import Sizes, begin_log
from pages.models import GuestBlogPost, Person

#: The requested paths, relative to ``/api/v2/``, by the names of the cases.
PATTERNS = {
    "one post": "posts/{post}/",
    "first page, without a count": "posts/?count=false",
    "page in the middle, by cursor": "posts/?cursor={middle}",
    "last page, by cursor": "posts/?cursor={end}",
    "find by path": "posts/find/?html_path={html_path}",
    "resolve a path": "resolve/?path={html_path}",
    "URLs, 100 by cursor": "urls/?limit=100&cursor={urls}",
    "posts of an author, without a count": "posts/?author={author}&count=false",
    "first page, with the exact count": "posts/",
}


def measure_growth(sizes: list[int], repeats: int) -> dict[str, Any]:
    """Return, by case, the shortest time of several requests in milliseconds, for each number of posts."""
    standard = Sizes()
    library = add_library(standard.images, standard.people, standard.organizations)
    found: dict[str, list[float]] = {name: [] for name in PATTERNS}
    written = 0
    for number, size in enumerate(sizes):
        add_posts(size - written, library, seed=number + 1)
        written = size
        begin_log()
        analyze()
        names = _names()
        for place, (name, pattern) in enumerate(PATTERNS.items(), 1):
            found[name].append(_least_ms(pattern.format(**names), repeats))
            show(f"Measuring with {size:,} posts", place, len(PATTERNS))
    return {"posts": sizes, "repeats": repeats, "least_ms": found}


def _names() -> dict[str, Any]:
    keys = list(GuestBlogPost.objects.order_by("pk").values_list("pk", flat=True))
    post = keys[len(keys) // 2]
    return {
        "post": post,
        "html_path": quote(_get(f"posts/{post}/")["meta"]["html_path"]),
        "author": Person.objects.order_by("pk")[0].slug,
        **_cursors(len(keys)),
    }


def _cursors(total: int) -> dict[str, str]:
    """Page through the whole list, as a client would, and return cursors of two positions, and one of ``urls/``."""
    places: dict[str, str] = {}
    cursor, done = "", 0
    while True:
        meta = _get(f"posts/?limit=100&fields=_,id&count=false{cursor}")["meta"]
        done += 100
        if meta["next_cursor"] is None:
            break
        cursor = f"&cursor={quote(meta['next_cursor'])}"
        places["end"] = quote(meta["next_cursor"])
        if done <= total // 2:
            places["middle"] = places["end"]
    places["urls"] = quote(_get(f"urls/?limit=100&count=false&offset={min(total // 4, 10_000)}")["meta"]["next_cursor"])
    return places


def _get(path: str) -> Any:
    response = Client().get(f"{OURS}{path}")
    assert response.status_code == 200, f"{path}: {response.content!r}"
    return json.loads(response.content)


def _least_ms(path: str, repeats: int) -> float:
    client, times = Client(), []
    for _ in range(repeats + 1):
        started = time.perf_counter()
        response = client.get(f"{OURS}{path}")
        times.append((time.perf_counter() - started) * 1000)
        assert response.status_code == 200, f"{path}: {response.content!r}"
    return min(times[1:])
