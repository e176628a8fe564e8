"""Shows the progress of long tasks."""

import sys


def show(what: str, done: int, total: int) -> None:
    """Show ``done`` of ``total`` on standard error, in place."""
    print(f"\r{what}: {done:,} of {total:,}", end="\n" if done >= total else "", file=sys.stderr, flush=True)
