"""Part of a rehearsal: the installation of docs/operations.md, from an empty folder to a reload under load."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from .parts import Options, Skipped, StepFailed
from .proxy import is_installed
from .site import described, prepared
from .steps import Rehearsal, steps
from .trees import new_database


def _database(options: Options) -> AbstractContextManager[str]:
    return new_database(options.postgres, "installation") if options.postgres else nullcontext("")


def install(options: Options, tell: Callable[[str], None]) -> str:
    """Do every step of the installation in an empty folder, and return what the last reload did."""
    if not is_installed():
        raise Skipped("nginx and openssl are needed")
    with prepared(options.short) as site, _database(options) as postgres:
        rehearsal = Rehearsal(
            site,
            short=options.short,
            static=options.static,
            database=options.database,
            postgres=postgres,
            redis=options.redis,
        )
        tell(f"into {site.root} as {described(site)}")
        notes = []
        for number, (title, do) in enumerate(steps(rehearsal), start=1):
            started, rehearsal.note = time.monotonic(), ""
            try:
                do()
            except StepFailed as error:
                raise StepFailed(f"Step {number}, {title}: {error}") from error
            tell(f"{number:>2} {title:<45} {time.monotonic() - started:>7.1f}  {rehearsal.note}".rstrip())
            notes.append(rehearsal.note)
        reload = next(note for note in notes if "none lost" in note)
        return f"{number} steps; reload: {reload}"
