"""Part of a rehearsal: a primary with two replicas that lag, fail and come back while they are read."""

import os
import re
import subprocess
import sys
from collections.abc import Callable

from .parts import Options, Skipped, StepFailed
from .site import PROJECT

TESTS = "tests/replicas"
#: What the short form does of them.
SHORT = "public_reads or lags or dies_under_load or primary_is_gone"


def lose_replicas(options: Options, tell: Callable[[str], None]) -> str:
    """Run the tests with real replicas, and return how many passed. They start databases of their own."""
    only = ("-k", SHORT) if options.short else ()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", "-q", "-rs", "--show-capture=no", "-p", "no:cacheprovider", *only, TESTS],
        cwd=PROJECT,
        env={**os.environ, "REPLICAS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    tell(done.stdout.strip().splitlines()[-1])
    if done.returncode != 0:
        raise StepFailed(done.stdout[-4000:])
    passed = re.search(r"(\d+) passed", done.stdout)
    if not passed:
        raise Skipped(done.stdout.strip().splitlines()[-2])
    return f"{passed[1]} tests with two replicas"
