"""What the chores of the project remove."""

import datetime
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import FileSystemStorage
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.images import get_image_model

from operations.housekeeping.chore import BATCH, MOST
from operations.models import MailFailure

#: The folder in which Wagtail keeps nothing but renditions.
RENDITIONS = "images"
#: How old a file without a row has to be: a rendition has its file first.
LEFT_BEHIND = datetime.timedelta(days=1)


def remove_sessions() -> int:
    """Remove sessions that have expired, as ``manage.py clearsessions`` does."""
    return remove(Session.objects.filter(expire_date__lt=timezone.now()))


def remove_task_results() -> int:
    """Remove the results of tasks that ended more than ``TASK_RESULTS_DAYS`` days ago."""
    oldest = timezone.now() - datetime.timedelta(days=settings.TASK_RESULTS_DAYS)
    return remove(DBTaskResult.objects.finished().filter(finished_at__lt=oldest))


def remove_mail_failures() -> int:
    """Remove what was noted of e-mails that failed more than ``MAIL_FAILURES_DAYS`` days ago."""
    oldest = timezone.now() - datetime.timedelta(days=settings.MAIL_FAILURES_DAYS)
    return remove(MailFailure.objects.filter(at__lt=oldest))


def remove_left_renditions() -> int:
    """Remove files of renditions that no row names, in local storage: a bucket charges for listing its files."""
    model = get_image_model().get_rendition_model()
    storage = model._meta.get_field("file").storage
    if not isinstance(storage, FileSystemStorage):
        return 0
    removed = 0
    files = _old_files(storage, RENDITIONS)
    while removed < MOST and (names := list(islice(files, BATCH))):
        named = set(model._default_manager.filter(file__in=names).values_list("file", flat=True))
        for name in set(names) - named:
            storage.delete(name)
            removed += 1
    return removed


def remove(rows: QuerySet[Any]) -> int:
    """Delete rows in batches, at most ``MOST`` of them, and return their number."""
    removed = 0
    while removed < MOST:
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not keys:
            break
        rows.model._default_manager.filter(pk__in=keys).delete()
        removed += len(keys)
    return removed


def _old_files(storage: FileSystemStorage, folder: str) -> Iterator[str]:
    """Yield the names of the files in a folder of a storage that have not been written lately."""
    path = Path(storage.location, folder)
    if not path.is_dir():
        return
    before = (timezone.now() - LEFT_BEHIND).timestamp()
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False) and entry.stat().st_mtime < before:
                yield f"{folder}/{entry.name}"
