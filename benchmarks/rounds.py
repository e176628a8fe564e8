"""Puts load on all targets in turn, in several rounds."""

import statistics
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from benchmarks.cases import Case
from benchmarks.load import CONNECTIONS, Load, LoadFailed, put_load
from benchmarks.places import Places
from benchmarks.ratios import median_ratio
from benchmarks.requests import get
from benchmarks.servers import Server


@dataclass(frozen=True)
class Target:
    """A series of requests to one server. Cases with the same target share its figures."""

    server: str
    paths: tuple[str, ...]
    headers: tuple[tuple[str, str], ...] = ()


def targets_of(case: Case, places: Places, etag: str) -> dict[str, Target]:
    """Return the targets of a case: ours, Wagtail's and the bare view."""
    headers = (("If-None-Match", etag),) if case.conditional else ()
    return {
        "ours": Target(case.server, tuple(places.paths(case.ours, case.rotating)), headers),
        "stock": Target("stock", tuple(places.paths(case.stock, case.rotating))),
        "bare": Target("bare", (f"{case.bare}/",)),
    }


def check(server: Server, target: Target) -> None:
    """Request a target from all workers, since the first response of each is slow. Raises ``LoadFailed`` if any fails.

    With several paths, nearly every worker has stored all responses that can be stored afterwards.
    """
    headers = dict(target.headers)
    expected = (304,) if headers else (200, 302)
    requested = target.paths * (3 if len(target.paths) > 1 else CONNECTIONS)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        responses = pool.map(lambda path: get(server.url(path), headers), requested)
        for path, response in zip(requested, responses, strict=True):
            if response.status not in expected:
                raise LoadFailed(f"{server.url(path)} returned {response.status}: {response.body[:300]!r}")


def measure(
    servers: Mapping[str, Server], targets: Sequence[Target], rounds: int, seconds: float
) -> dict[Target, list[Load]]:
    """Return the figures of each target by round. Each round has all targets, so that other load affects all alike."""
    found: dict[Target, list[Load]] = {target: [] for target in targets}
    for number in range(1, rounds + 1):
        for place, target in enumerate(found, 1):
            line = f"Round {number} of {rounds}, {place} of {len(found)}: {target.server} {target.paths[0][:60]}"
            print(f"\r{line:100}", end="", file=sys.stderr, flush=True)
            server = servers[target.server]
            # wrk drops its last requests, which the server still handles first: wait for them.
            get(server.url(target.paths[0]), dict(target.headers))
            found[target].append(put_load(server, target.paths, seconds, dict(target.headers)))
    print(file=sys.stderr)
    return found


def medians(loads: Sequence[Load]) -> dict[str, float]:
    """Return the medians of the figures, by name."""
    names = Load.__dataclass_fields__
    return {name: statistics.median(getattr(load, name) for load in loads) for name in names}


def compare(targets: Mapping[str, Target], loads: Mapping[Target, Sequence[Load]]) -> dict[str, Any]:
    """Return the figures of a case: those of each side, and the ratios of ours to the others."""
    sides = {side: loads[target] for side, target in targets.items()}
    ratios = {
        side: {
            "rps": median_ratio([load.rps for load in sides["ours"]], [load.rps for load in sides[side]]),
            "cpu": median_ratio([load.cpu_ms for load in sides[side]], [load.cpu_ms for load in sides["ours"]]),
        }
        for side in ("stock", "bare")
    }
    return {"sides": {side: medians(of_side) for side, of_side in sides.items()}, "times": ratios}
