"""Bounds how many renditions are made at once on this machine, by all processes and threads together.

A large picture takes hundreds of megabytes while it is resized, so a page that nobody has visited yet, with forty
pictures, must not be forty of them at once.
"""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from wagtail.images.models import SourceImageIOError

#: Seconds between two looks for a free place.
_PAUSE = 0.05


class Busy(SourceImageIOError):
    """As many renditions as may be are being made, and none was done in time. The admin then shows a broken image."""


@contextmanager
def place() -> Iterator[None]:
    """Hold one of ``RENDITIONS_AT_ONCE`` places during the block.

    Wait up to ``RENDITION_WAIT`` seconds for one; then raise ``Busy``. The operating system gives the place back when
    the process ends, however it ends.
    """
    until = time.monotonic() + settings.RENDITION_WAIT
    while (taken := _taken()) is None:
        if time.monotonic() >= until:
            raise Busy
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        os.close(taken)


def _taken() -> int | None:
    """Return the locked file of a free place, or ``None`` if there is none."""
    for number in range(settings.RENDITIONS_AT_ONCE):
        # A lock belongs to the opened file, so that threads of one process exclude each other, too.
        descriptor = os.open(_folder() / f"{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
        else:
            return descriptor
    return None


def _folder() -> Path:
    """Return the folder of the locks. Installations of one user share it, as they share the memory."""
    folder = Path(tempfile.gettempdir()) / f"coalition-cms-renditions-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
