"""What each shortcut gains: one site, served with all of them and without each in turn."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.database import environment
from benchmarks.load import Load
from benchmarks.places import find_places
from benchmarks.progress import show
from benchmarks.ratios import median_ratio
from benchmarks.rounds import Target, check, measure, medians
from benchmarks.servers import OURS, Kind, running
from benchmarks.site import Sizes, build_site

#: The variable that switches each shortcut off, and what it then says.
SHORTCUTS = {
    "PREPARED_QUERIES": "off",
    "INSTANCES_WITHOUT_INIT": "off",
    "DATABASE_PREPARED_STATEMENTS": "off",
    "STORED_RESPONSES_BEFORE_DJANGO": "off",
}
ALL_ON = "all"
#: What is requested below ``/api/v2/``, and whether responses are stored.
CASES = {
    "one post, built": ("posts/{post}/", "off"),
    "20 posts, built": ("posts/?limit=20&fields=*&count=false", "off"),
    "one post, stored": ("posts/{post}/", "on"),
}


def measure_shortcuts(sizes: dict[str, int], rounds: int, seconds: float, program: str) -> dict[str, Any]:
    """Build a site, and return the CPU milliseconds of a request, by case and by the shortcut that is off.

    ``times`` is how many times those with all shortcuts that is: the median over the rounds.
    """
    build_site(Sizes(**sizes))
    places = find_places()
    found: dict[str, Any] = {}
    for case, (pattern, stored) in CASES.items():
        switches: dict[str, Mapping[str, str]] = {ALL_ON: {}, **{name: {name: off} for name, off in SHORTCUTS.items()}}
        kinds = {name: Kind(OURS, {"STORED_RESPONSES": stored, **switch}) for name, switch in switches.items()}
        with running(program, environment(), kinds) as servers:
            targets = [Target(name, tuple(places.paths(pattern))) for name in kinds]
            for place, target in enumerate(targets, 1):
                check(servers[target.server], target)
                show(f"{case}: checking and warming up", place, len(targets))
            loads = measure(servers, targets, rounds, seconds)
        found[case] = _compare({target.server: loads[target] for target in targets})
    return {"cases": found, "rounds": rounds, "seconds": seconds, "program": program}


def _compare(loads: Mapping[str, Sequence[Load]]) -> dict[str, Any]:
    with_all = [load.cpu_ms for load in loads[ALL_ON]]
    return {
        name: {
            "cpu_ms": medians(of_server)["cpu_ms"],
            "times": median_ratio([load.cpu_ms for load in of_server], with_all),
        }
        for name, of_server in loads.items()
    }
