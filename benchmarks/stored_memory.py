"""Measures by how much a process grows while it stores responses up to its limit.

``python -m benchmarks.stored_memory`` starts it.

Each kind of response is stored in a process of its own, until the memory has replaced all of it once. The limit holds
if no process grows by more than a tenth beyond it; otherwise the command fails.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.memory import resident

#: The kinds: how many bytes the body, the rest of the key and the tags take.
KINDS: dict[str, tuple[int, int, int]] = {
    "empty lists, short URLs": (90, 60, 4),
    "empty lists, URLs of 4 kB": (90, 4000, 4),
    "details": (6_000, 60, 25),
    "lists with 100 tags": (40_000, 200, 100),
}


def main() -> None:
    """Print the table, or measure one kind and print its figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stored_memory", description=__doc__)
    parser.add_argument("--megabytes", type=int, default=128, help="the limit (STORED_RESPONSES_MEGABYTES)")
    parser.add_argument("--kind", choices=KINDS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.kind:
        print(json.dumps(measure(arguments.megabytes, *KINDS[arguments.kind])))
        return
    print("| responses | stored | MB of the limit | MB grown |", "|---|---:|---:|---:|", sep="\n")
    beyond = False
    for kind in KINDS:
        command = [sys.executable, "-m", "benchmarks.stored_memory", "--megabytes", str(arguments.megabytes)]
        run = subprocess.run([*command, "--kind", kind], check=True, capture_output=True, text=True)
        number, grown = json.loads(run.stdout)
        print(f"| {kind} | {number:,} | {arguments.megabytes} | {grown:.0f} |", flush=True)
        beyond = beyond or grown > 1.1 * arguments.megabytes
    if beyond:
        sys.exit("A process grows beyond its limit.")


def measure(megabytes: int, body: int, key: int, tags: int) -> tuple[int, float]:
    """Return how many responses are stored at last, and by how many megabytes the process has grown."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    import django

    django.setup()
    # Models can be imported only once Django is set up.
    from api.stored_responses.store import Store

    store, make = Store(megabytes), _maker()
    before, number = resident(), 0
    while number < 2 * store.number or number == store.number:
        number += 1
        name = f"{number:08d}{'q' * key}"
        store.put(name, make(number, body, tags))
    return store.number, (resident() - before) / 1_000_000


def _maker() -> Callable[[int, int, int], Any]:
    from django.http import HttpResponse
    from django.utils import timezone

    from api.stored_responses.log_position import LogPosition
    from api.stored_responses.stored_response import StoredResponse
    from api.tags.dependencies import Dependencies

    def names(number: int, count: int) -> Iterator[str]:
        yield from (f"page:{number * count + place}" for place in range(count))

    def make(number: int, body: int, tags: int) -> Any:
        dependencies = Dependencies()
        dependencies.public.update(names(number, tags))
        response = HttpResponse(f"{number:08d}".encode() + b"x" * body, content_type="application/json")
        response["Content-Security-Policy"] = f"default-src 'none' {number}"
        return StoredResponse.of(response, dependencies, LogPosition(number), timezone.now())

    return make


if __name__ == "__main__":
    main()
