"""Where uploaded files are kept: whether a file can be written, and how much space is left."""

import secrets
import shutil
import tempfile
import threading
import time
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

from operations.health.health_check import Finding, error, ok, warning

#: What is written, in bytes: more than fits into a block that a full disk may still have.
SIZE = 64 * 1024
#: Seconds for which a process remembers that it could write into a bucket, which charges for it.
REMEMBERED = 600
MEGABYTE = 1024 * 1024

_lock = threading.Lock()
#: When a file was last written into a bucket: a monotonic time in seconds.
_written_at: float | None = None


def judge_storage() -> Finding:
    """Write a file where uploads are kept, and delete it: permissions say nothing about a full disk."""
    storage = storages["default"]
    if not isinstance(storage, FileSystemStorage):
        return _judge_bucket(storage)
    try:
        # Nobody sees the file: it has no name, where the system can do that.
        with tempfile.TemporaryFile(dir=_existing(Path(storage.location))) as file:
            file.write(bytes(SIZE))
            file.flush()
    except OSError as failure:
        return error(f"No file can be written: {failure.strerror or type(failure).__name__}.")
    return ok("A file was written and deleted.")


def judge_disk() -> Finding:
    """Compare the free space on the disk of the uploads with ``HEALTH_FREE_MEGABYTES``."""
    storage = storages["default"]
    folder = Path(storage.location) if isinstance(storage, FileSystemStorage) else Path(settings.DATA_DIR)
    usage = shutil.disk_usage(_existing(folder))
    free = usage.free // MEGABYTE
    sentence = f"{free:,} MB are free, {usage.free * 100 // max(usage.total, 1)}% of the disk."
    if free < settings.HEALTH_FREE_MEGABYTES:
        return error(sentence)
    return warning(sentence) if free < 4 * settings.HEALTH_FREE_MEGABYTES else ok(sentence)


def _existing(folder: Path) -> Path:
    # The first upload creates the folder below the nearest that exists.
    return next(path for path in (folder, *folder.parents) if path.exists())


def _judge_bucket(storage: Storage) -> Finding:
    global _written_at
    with _lock:
        is_recent = _written_at is not None and time.monotonic() - _written_at < REMEMBERED
    if is_recent:
        # Whether the file exists does not matter: a storage that cannot be reached raises.
        storage.exists("readyz")
        return ok("It responds, and a file was written within the last ten minutes.")
    name = storage.save(f"readyz/{secrets.token_hex(8)}", ContentFile(b"readyz"))
    storage.delete(name)
    with _lock:
        _written_at = time.monotonic()
    return ok("A file was written and deleted.")


def forget_writing() -> None:
    """Have the next check of a bucket write a file."""
    global _written_at
    with _lock:
        _written_at = None
