"""``python -m deploy.rehearsal``: install the CMS as docs/operations.md says, and print a table of the steps."""

import argparse
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from .site import StepFailed, described, prepared
from .steps import Rehearsal, steps


def main() -> int:
    """Return 0 if every step did what it promises, otherwise 1 after the first that did not."""
    parser = argparse.ArgumentParser(prog="make rehearse", description=__doc__)
    parser.add_argument("--short", action="store_true", help="with this virtual environment, and a faster reload")
    parser.add_argument("--static", type=Path, help="a folder that collectstatic has filled, instead of filling one")
    parser.add_argument("--database", type=Path, help="a migrated SQLite file, instead of an empty one")
    parser.add_argument("--postgres", default="", help="the URL of an empty database (default: SQLite)")
    parser.add_argument("--redis", default="", help="the URL of a cache (default: the memory of each process)")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, interrupted)
    failed = False
    with prepared(arguments.short) as site:
        rehearsal = Rehearsal(
            site,
            short=arguments.short,
            static=arguments.static,
            database=arguments.database,
            postgres=arguments.postgres,
            redis=arguments.redis,
        )
        print(f"Installing into {site.root} as {described(site)}.\n\n{'step':<48} {'seconds':>7}", flush=True)
        for number, (title, do) in enumerate(steps(rehearsal), start=1):
            started, rehearsal.note = time.monotonic(), ""
            try:
                do()
            except StepFailed as error:
                failed = True
                rehearsal.note = "FAILED"
                print(f"{number:>2} {title:<45} {time.monotonic() - started:>7.1f}  FAILED\n\n{error}", flush=True)
                break
            print(f"{number:>2} {title:<45} {time.monotonic() - started:>7.1f}  {rehearsal.note}".rstrip(), flush=True)
    return 1 if failed else 0


def interrupted(number: int, frame: FrameType | None) -> None:
    """Let an end from outside remove what was made."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
