"""The memory that processes take. Linux only."""

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from deploy.rehearsal.site import children


def resident(process: int | None = None) -> int:
    """Return the bytes of memory that a process, by default this one, occupies."""
    pages = int(Path(f"/proc/{process or 'self'}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def shared_out(processes: Sequence[int]) -> int:
    """Return the bytes that processes and all that they have started occupy together.

    These are their proportional set sizes (PSS): memory that several share counts once.
    """
    return sum(_proportional_set_size(process) + shared_out(sorted(children(process))) for process in processes)


def _proportional_set_size(process: int) -> int:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


class Peak:
    """The most that ``measure`` returns during the block, in ``bytes``: it is asked every ``seconds``."""

    def __init__(self, measure: Callable[[], int], seconds: float) -> None:
        self._measure, self._seconds = measure, seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Peak":
        self.bytes = self._measure()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(self._seconds):
            self.bytes = max(self.bytes, self._measure())
