"""Compares the project's API with Wagtail API v2 and with a bare Django view, side by side in one run.

It builds a site in a new database, on SQLite and, if DATABASE_URL is set, on PostgreSQL as well, serves it with
gunicorn or granian, and puts load on all servers in turn. REDIS_URL adds the cases that need Redis.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.cases import CASES
from benchmarks.chart import chart
from benchmarks.load import problem
from benchmarks.report import report
from tests.servers import WSGI_SERVERS

#: Variables that make servers differ; their values in the caller's environment are ignored.
OWN_VARIABLES = ("CACHE_URL", "CACHE_KEY_PREFIX", "STORED_RESPONSES", "STORED_RESPONSES_MEGABYTES", "STORED_PARTS")


def main() -> None:
    """Measure, print the tables, and write the files that the arguments name."""
    arguments = _arguments()
    if reason := problem():
        sys.exit(reason)
    databases = {"SQLite": "", **({"PostgreSQL": url} if (url := os.environ.get("DATABASE_URL", "")) else {})}
    if not (cases := [case.name for case in CASES if arguments.cases in case.name]):
        sys.exit(f"No case has {arguments.cases!r} in its name.")
    results: list[dict[str, Any]] = []
    try:
        results.extend(_measure(name, url, arguments, cases) for name, url in databases.items())
    finally:
        # What one database took a quarter of an hour for is shown even if the other one fails.
        if results:
            _show(results, arguments)


def _show(results: list[dict[str, Any]], arguments: argparse.Namespace) -> None:
    print(report(results))
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1) + "\n")
    if arguments.chart:
        arguments.chart.write_text(chart(results))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=5_000)
    parser.add_argument("--events", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5, help="the length of a round of one case")
    parser.add_argument("--cases", default="", metavar="TEXT", help="only those whose names contain this")
    parser.add_argument("--server", choices=WSGI_SERVERS, default="gunicorn")
    parser.add_argument("--publishing", type=int, default=30, metavar="SECONDS", help="0 skips this part")
    parser.add_argument(
        "--growth",
        type=int,
        nargs="*",
        default=[1_000, 100_000],
        metavar="POSTS",
        help="numbers of posts; no number skips this part",
    )
    parser.add_argument("--repeats", type=int, default=15, help="the number of requests of each growth case")
    parser.add_argument("--shortcuts", action="store_true", help="also measure what each shortcut gains")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg")
    return parser.parse_args()


def _measure(database: str, url: str, arguments: argparse.Namespace, cases: Sequence[str]) -> dict[str, Any]:
    print(f"\n{database}", file=sys.stderr)
    side_by_side = {
        "sizes": {"posts": arguments.posts, "events": arguments.events},
        "rounds": arguments.rounds,
        "seconds": arguments.seconds,
        "publishing_seconds": arguments.publishing,
        "names": cases,
        "program": arguments.server,
    }
    result: dict[str, Any] = {"database": database}
    if arguments.rounds:
        result["side_by_side"] = _in_new_process("side_by_side", side_by_side, url)
    if arguments.growth:
        growth = {"sizes": sorted(arguments.growth), "repeats": arguments.repeats}
        result["growth"] = _in_new_process("growth", growth, url)
    if arguments.publishing:
        chosen = {name: side_by_side[name] for name in ("sizes", "program")}
        result["while_publishing"] = _in_new_process(
            "while_publishing", {**chosen, "seconds": arguments.publishing}, url
        )
    if arguments.shortcuts:
        shortcuts = {name: side_by_side[name] for name in ("sizes", "rounds", "seconds", "program")}
        result["shortcuts"] = _in_new_process("shortcuts", shortcuts, url)
    return result


def _in_new_process(part: str, options: dict[str, Any], url: str) -> Any:
    command: Sequence[str] = [sys.executable, "-m", "benchmarks.part", part, json.dumps(options)]
    with TemporaryDirectory(prefix="coalition-cms-benchmark-", ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, "DATABASE_URL": url, "DATA_DIR": folder}
        for name in OWN_VARIABLES:
            environment.pop(name, None)
        finished = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
    if finished.returncode:
        sys.exit(f"The part {part} of the benchmark failed.")
    return json.loads(finished.stdout)


if __name__ == "__main__":
    main()
