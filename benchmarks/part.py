"""Runs one part of the benchmark on one database in this process: ``python -m benchmarks.part PART OPTIONS``.

It prints its figures as JSON. ``python -m benchmarks`` starts it.
"""

import json
import os
import signal
import sys
from typing import Any

from benchmarks.database import scratch_database
from benchmarks.load import LoadFailed


def run_part(part: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of a part, measured on a temporary database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["STORED_RESPONSES"] = "off"
    with scratch_database():
        # Models can be imported only once Django is set up.
        from benchmarks.growth import measure_growth
        from benchmarks.shortcuts import measure_shortcuts
        from benchmarks.side_by_side import compare_side_by_side
        from benchmarks.site import Sizes
        from benchmarks.while_publishing import measure_while_publishing

        if part == "growth":
            return measure_growth(**options)
        if part == "shortcuts":
            return measure_shortcuts(**options)
        if part == "while_publishing":
            return measure_while_publishing(**options)
        return compare_side_by_side(Sizes(**options.pop("sizes")), **options)


if __name__ == "__main__":
    # SIGTERM also cleans up: it stops the servers and deletes the database and the keys in Redis.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended."))
    try:
        print(json.dumps(run_part(sys.argv[1], json.loads(sys.argv[2]))))
    except LoadFailed as failure:
        sys.exit(f"\n{failure}")
