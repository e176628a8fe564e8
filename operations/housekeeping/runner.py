"""Runs the chores that are due, each by one worker at a time."""

import datetime
import logging
from typing import Any

from django.utils import timezone

from operations.housekeeping.chore import Chore, chores
from operations.models import ChoreRun

logger = logging.getLogger(__name__)

EVERY = datetime.timedelta(days=1)
#: After a chore failed.
AGAIN = datetime.timedelta(hours=1)


def run_due_chores(**_: Any) -> None:
    """Run each chore that no worker has run for a day. Receives the hourly signal of the scheduler.

    A chore that fails is logged, keeps no other from running, and is tried again after an hour.
    """
    for chore in chores().values():
        if _take(chore):
            run_chore(chore)


def run_chore(chore: Chore) -> int | None:
    """Run a chore now, log what it removed and return it, or ``None`` if it fails."""
    now = timezone.now()
    try:
        removed = chore.do()
    except Exception as error:
        # Of the database, a storage, or a fault of ours: the next ones may work.
        logger.exception("%s: tidying up failed.", chore.title)
        problem, removed = type(error).__name__, None
    if removed is None:
        changes: dict[str, Any] = {"due_at": now + AGAIN, "problem": problem}
    else:
        logger.info("%s: removed %d.", chore.title, removed, extra={"chore": chore.name, "removed": removed})
        changes = {"due_at": now + EVERY, "done_at": now, "removed": removed, "problem": ""}
    ChoreRun.objects.update_or_create(name=chore.name, defaults=changes)
    return removed


def _take(chore: Chore) -> bool:
    now = timezone.now()
    ChoreRun.objects.get_or_create(name=chore.name, defaults={"due_at": now})
    # Of several workers, one finds the row as it was.
    return bool(ChoreRun.objects.filter(name=chore.name, due_at__lte=now).update(due_at=now + EVERY))
