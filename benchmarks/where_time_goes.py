"""Shows in which rooms of the code the time of a response goes: ``python -m benchmarks.where_time_goes``.

It fills a temporary database and profiles requests inside this process, without a server. A profiler makes calls of
Python dearer than the work of libraries in C, so the shares compare rooms with each other, and promise nothing.
"""

import argparse
import cProfile
import os
import pstats
import re
import time
from collections import defaultdict
from collections.abc import Iterable

from benchmarks.database import scratch_database

CASES = ("one post, shared fields", "20 posts, shared fields", "20 events, shared fields")
#: What stands for the code of a file: a room of this project, or a part of a library.
_OURS = re.compile(r"/(accounts|api|cms|pages)/([a-z_]+)")
_LIBRARY = re.compile(r"/site-packages/([a-z_]+)")
#: Rooms that have less than this share of every case are summed up.
SMALL = 0.02


def main() -> None:
    """Print a table of shares for each case."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.where_time_goes", description=__doc__)
    parser.add_argument("--rounds", type=int, default=50, help="how many requests are profiled (default 50)")
    rounds = parser.parse_args().rounds
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["STORED_RESPONSES"] = "off"
    with scratch_database():
        # Models can be imported only once Django is set up.
        from benchmarks.site import Sizes, build_site

        build_site(Sizes(posts=200, events=60))
        shares = {name: _shares(name, rounds) for name in CASES}
    most = {room: max(found[room] for found in shares.values()) for found in shares.values() for room in found}
    rooms = sorted((room for room, share in most.items() if share >= SMALL), key=lambda room: -most[room])
    print(_row("where", CASES), _row("---", ["--:"] * len(CASES)), sep="\n")
    for room in rooms:
        print(_row(room, (f"{found[room]:.0%}" for found in shares.values())))
    rest = (1 - sum(found[room] for room in rooms) for found in shares.values())
    print(_row("everything else", (f"{share:.0%}" for share in rest)))


def _row(first: str, cells: Iterable[str]) -> str:
    return f"| {' | '.join([first, *cells])} |"


def _shares(name: str, rounds: int) -> dict[str, float]:
    from django.test import Client

    from benchmarks.cases import CASES as ALL
    from benchmarks.places import find_places
    from benchmarks.servers import OURS

    (case,) = (case for case in ALL if case.name == name)
    url = OURS + find_places(turns=1).paths(case.ours)[0]
    client = Client()
    for _ in range(3):
        assert client.get(url).status_code == 200, url
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    for _ in range(rounds):
        client.get(url)
    profile.disable()
    return _by_room(pstats.Stats(profile))


def _by_room(stats: pstats.Stats) -> dict[str, float]:
    """Return the share of each room in the time that was spent in its own functions."""
    times = defaultdict[str, float](float)
    for (path, _, _), (_, _, own_time, *_) in stats.stats.items():  # type: ignore[attr-defined]
        times[_room(path)] += own_time
    total = sum(times.values())
    return defaultdict(float, {room: spent / total for room, spent in times.items()})


def _room(path: str) -> str:
    if library := _LIBRARY.search(path):
        return str(library[1])
    if ours := _OURS.search(path):
        return "/".join(ours.groups())
    return "functions in C: reading rows, JSON, strings, dictionaries" if path == "~" else "Python's library"


if __name__ == "__main__":
    main()
