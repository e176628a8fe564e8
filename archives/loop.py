"""Makes the archives that administrators ask for, in the background."""

import datetime
import logging
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from archives.exporting.archive import export_archive
from archives.format.manifest import ArchiveError
from archives.models import SiteExport
from archives.progress import Show
from pages.scheduler.loop import Loop

logger = logging.getLogger(__name__)

#: Seconds between two looks, between two reports, and after which a worker that does not come back is taken for dead.
EVERY, REPORT, DEAD = 5, 1, 120
KEPT = datetime.timedelta(days=1)
FAILED = "It could not be made: the log of the worker says why."


def exports_loop(stop: threading.Event) -> None:
    """Make archives until ``stop`` is set."""
    Loop("Exports", make_next_export, EVERY).run(stop)


def make_next_export() -> None:
    """Delete what is older than a day, and make the archive that waits longest, if one does."""
    forget_old_exports()
    now = timezone.now()
    waiting = SiteExport.objects.filter(Q(busy_until=None) | Q(busy_until__lt=now), finished_at=None)
    export = waiting.order_by("asked_at").first()
    # Of several workers, one makes it.
    if export is None or not waiting.filter(pk=export.pk).update(busy_until=now + datetime.timedelta(seconds=DEAD)):
        return
    values: dict[str, object] = {}
    try:
        _make(export)
    except ArchiveError as error:
        values["problem"] = str(error)
    except Exception:
        logger.exception("The export %s could not be made.", export.pk)
        values["problem"] = FAILED
    SiteExport.objects.filter(pk=export.pk).update(finished_at=timezone.now(), busy_until=None, **values)


def forget_old_exports() -> None:
    """Delete the archives that were asked for more than a day ago, with their files."""
    for export in SiteExport.objects.filter(asked_at__lt=timezone.now() - KEPT):
        if export.file:
            export.file.delete(save=False)
        export.delete()


def _make(export: SiteExport) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"site-{export.asked_at:%Y-%m-%d}.zip")
        with _reported(export) as progress:
            export_archive(path, history=export.with_history, progress=progress)
        with path.open("rb") as made:
            export.file.save(path.name, File(made), save=False)
        if not SiteExport.objects.filter(pk=export.pk).update(file=export.file.name, size=path.stat().st_size):
            # Somebody deleted it meanwhile, such as an erasure of what is in it.
            export.file.delete(save=False)


@contextmanager
def _reported(export: SiteExport) -> Iterator[Show]:
    """Give what notes how far it is; a thread writes that down, since an export only reads in its transaction."""
    latest: list[tuple[str, int, int]] = []
    stop = threading.Event()

    def report() -> None:
        try:
            while not stop.wait(REPORT):
                step, done, total = latest[-1] if latest else ("", 0, 0)
                until = timezone.now() + datetime.timedelta(seconds=DEAD)
                SiteExport.objects.filter(pk=export.pk).update(
                    step=step[:255], done=done, total=total, busy_until=until
                )
        finally:
            connection.close()

    thread = threading.Thread(target=report)
    thread.start()
    try:
        yield lambda step, done, total: latest.__setitem__(slice(None), [(step, done, total)])
    finally:
        stop.set()
        thread.join()
