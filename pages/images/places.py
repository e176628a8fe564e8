"""Bounds how many renditions are made at once on this machine, by all processes and threads together.

A large picture takes hundreds of megabytes while it is resized, so a page that nobody has visited yet, with forty
pictures, must not be forty of them at once. The larger it is, the more places it takes: however many there are, all
pictures together have about as many pixels as one may have.
"""

import fcntl
import math
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
def place(pixels: int = 0) -> Iterator[None]:
    """Hold one of ``RENDITIONS_AT_ONCE`` places during the block, or as large a part of them as a picture is large.

    ``pixels`` is how many of them are in memory; a picture of ``IMAGE_MEGAPIXELS`` takes all places. Wait up to
    ``RENDITION_WAIT`` seconds; then raise ``Busy``. The operating system gives the places back when the process ends,
    however it ends.
    """
    until = time.monotonic() + settings.RENDITION_WAIT
    while not (taken := _taken(_needed(pixels))):
        if time.monotonic() >= until:
            raise Busy
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _give_back(taken)


def _needed(pixels: int) -> int:
    whole: int = settings.RENDITIONS_AT_ONCE
    return min(whole, max(1, math.ceil(whole * pixels / (settings.IMAGE_MEGAPIXELS * 10**6))))


def _taken(needed: int) -> list[int]:
    """Return the locked files of so many free places, or an empty list if there are fewer."""
    taken: list[int] = []
    for number in range(settings.RENDITIONS_AT_ONCE):
        # A lock belongs to the opened file, so that threads of one process exclude each other, too.
        descriptor = os.open(_folder() / f"{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            continue
        taken.append(descriptor)
        if len(taken) == needed:
            return taken
    _give_back(taken)
    return []


def _give_back(taken: list[int]) -> None:
    for descriptor in taken:
        os.close(descriptor)


def _folder() -> Path:
    """Return the folder of the locks. Installations of one user share it, as they share the memory."""
    folder = Path(tempfile.gettempdir()) / f"coalition-cms-renditions-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
