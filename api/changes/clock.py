"""When what is public changes next without anybody doing anything."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from wagtail.models import Page, Revision

from api.changes.marks import mark
from api.models import ChangeCounter
from pages.draftable import draftable_records

#: The kind of a mark that says that something was given an hour, or that its hour came.
CLOCK = "clock"


def next_transition() -> datetime.datetime | None:
    """Return the next instant at which anything goes live or expires, or ``None`` where nothing is scheduled.

    An expiry that is due and not carried out yet counts: the instant is then past. A go-live that is due does not,
    since nothing is public before it is carried out.
    """
    instants = [
        model._default_manager.filter(live=True, expire_at__isnull=False).aggregate(first=Min("expire_at"))["first"]
        for model in (Page, *draftable_records())
    ]
    due_later = Revision.objects.filter(approved_go_live_at__gt=timezone.now())
    instants.append(due_later.aggregate(first=Min("approved_go_live_at"))["first"])
    return min((instant for instant in instants if instant is not None), default=None)


def mark_scheduled(sender: Any, instance: Any, raw: bool = False, **_: Any) -> None:
    """Mark the clock where something was saved that has an hour."""
    names = ("approved_go_live_at",) if isinstance(instance, Revision) else ("go_live_at", "expire_at")
    if not raw and any(getattr(instance, name) for name in names):
        mark(CLOCK, None)


def wind_clock(**_: Any) -> None:
    """Find the next instant once the last one has come; the scheduler sends for it every second."""
    if ChangeCounter.objects.filter(next_transition_at__lte=timezone.now()).exists():
        with transaction.atomic():
            mark(CLOCK, None)
