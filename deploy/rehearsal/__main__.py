"""``python -m deploy.rehearsal``: do what the documentation promises, and print a table of what came of it."""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from .definitions import register_own_parts
from .parts import Options, Part, Row, Skipped, StepFailed, parts, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 if no part failed, otherwise 1; all parts are done whatever comes of the others."""
    if not parts():
        register_own_parts()
    parser = argparse.ArgumentParser(prog="make rehearse", description=__doc__)
    parser.add_argument("--short", action="store_true", help="with this virtual environment, and fewer repetitions")
    parser.add_argument("--only", default="", help=f"parts, separated by commas, of: {', '.join(parts())}")
    parser.add_argument("--static", type=Path, help="a folder that collectstatic has filled, instead of filling one")
    parser.add_argument("--database", type=Path, help="a migrated SQLite file, instead of an empty one")
    parser.add_argument(
        "--postgres", default="", help="a URL on a server on which databases may be made (default: SQLite)"
    )
    parser.add_argument("--redis", default="", help="the URL of a cache (default: the memory of each process)")
    parser.add_argument(
        "--previous",
        default=os.environ.get("REHEARSE_FROM", ""),
        help="the commit of the release before (default: REHEARSE_FROM, the last tag, or the version before)",
    )
    given = vars(parser.parse_args(arguments))
    only = list(filter(None, given.pop("only").split(",")))
    if unknown := [name for name in only if name not in parts()]:
        parser.error(f"there is no part {', '.join(unknown)}")
    signal.signal(signal.SIGTERM, interrupted)
    with tempfile.TemporaryDirectory(prefix="coalition-cms-rehearsal-") as scratch:
        options = Options(scratch=Path(scratch), **given)
        rows = [rehearse(part, options) for name, part in parts().items() if not only or name in only]
    print(f"\n{table(rows)}", flush=True)
    for row in rows:
        if row.error:
            print(f"\n{row.part.title} FAILED:\n{row.error}", flush=True)
    return int(any(row.error for row in rows))


def rehearse(part: Part, options: Options) -> Row:
    """Do a part, and return its row."""
    print(f"\n{part.title}", flush=True)
    started = time.monotonic()
    result, note, error = "green", "", ""
    try:
        note = part.run(options, lambda line: print(f"   {line}", flush=True))
    except Skipped as reason:
        result, note = "skipped", str(reason)
    except StepFailed as failure:
        result, error = "RED", str(failure)
    # The other parts are done nevertheless.
    except Exception as failure:
        result, error = "RED", f"{type(failure).__name__}: {failure}"
    return Row(part, result, time.monotonic() - started, note, error)


def interrupted(number: int, frame: FrameType | None) -> None:
    """Let an end from outside remove what was made."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
