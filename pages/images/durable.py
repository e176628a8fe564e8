"""Writes files so that they outlast a loss of power."""

import os
from typing import Any


def sync(storage: Any, path: str) -> None:
    """Wait until a stored file is on the disk; a storage that is not on this machine has seen to it itself."""
    try:
        local = storage.path(path)
    except NotImplementedError:
        return
    descriptor = os.open(local, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
