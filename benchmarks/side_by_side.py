"""Measures ours, Wagtail API v2 and a bare view side by side, on one database."""

import os
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from benchmarks.bare import responses
from benchmarks.cases import CASES, Case
from benchmarks.database import environment
from benchmarks.places import Places, find_places
from benchmarks.progress import show
from benchmarks.publishing import publish_while_reading
from benchmarks.queries import queries_of
from benchmarks.requests import get
from benchmarks.rounds import check, compare, measure, targets_of
from benchmarks.servers import Server, running
from benchmarks.site import Sizes, build_site


def compare_side_by_side(
    sizes: Sizes, rounds: int, seconds: float, publishing_seconds: int, names: Collection[str], program: str
) -> dict[str, Any]:
    """Build a site, serve it with a server program, and return the figures of the named cases."""
    chosen = [case for case in CASES if case.name in names]
    build_site(sizes)
    places = find_places()
    queries = {case.name: queries_of(case, places) for case in chosen if case.server == "cold"}
    with running(program, environment(), redis_url=os.environ.get("REDIS_URL", "")) as servers:
        _write_bare_responses(servers["cold"], chosen, places)
        cases, skipped = _possible(servers, chosen, places)
        targets = {case.name: targets_of(case, places, etag) for case, etag in cases.items()}
        distinct = list(dict.fromkeys(target for sides in targets.values() for target in sides.values()))
        for place, target in enumerate(distinct, 1):
            check(servers[target.server], target)
            show("Checking and warming up", place, len(distinct))
        loads = measure(servers, distinct, rounds, seconds)
        published = {
            name: publish_while_reading(servers[name], publishing_seconds)
            for name in ("stored", "redis")
            if publishing_seconds and name in servers
        }
    return {
        "program": program,
        "sizes": vars(sizes),
        "rounds": rounds,
        "seconds": seconds,
        "cases": [
            {
                "name": case.name,
                "note": case.note,
                **compare(targets[case.name], loads),
                "queries": queries.get(case.name),
            }
            for case in cases
        ],
        "skipped": skipped,
        "publishing": published,
    }


def _write_bare_responses(server: Server, cases: Sequence[Case], places: Places) -> None:
    responses().mkdir()
    for case in cases:
        response = get(server.url(places.paths(case.ours)[0]))
        (responses() / case.bare).write_bytes(response.body)


def _possible(
    servers: Mapping[str, Server], cases: Sequence[Case], places: Places
) -> tuple[dict[Case, str], dict[str, str]]:
    """Return the cases that can be measured, with the ETags for their requests, and why the others cannot be."""
    possible, skipped = {}, {}
    for case in cases:
        if case.server not in servers:
            skipped[case.name] = "REDIS_URL is not set"
            continue
        etag = get(servers[case.server].url(places.paths(case.ours)[0])).headers.get("ETag", "")
        if case.conditional and not etag:
            skipped[case.name] = "responses have no ETag"
            continue
        possible[case] = etag
    return possible, skipped
