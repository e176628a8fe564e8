"""The instants at which releases go live, for the clock of stored responses."""

import datetime
from typing import Any

from django.db.models import Min

from api.changes.pending import NEXT_TRANSITION
from api.changes.recording import add_pending_change
from releases.models import Release


def first_release(after: datetime.datetime) -> datetime.datetime | None:
    """Return the first instant later than ``after`` at which a release goes live."""
    later = Release.objects.filter(status=Release.Status.SCHEDULED, goes_live_at__gt=after)
    first: datetime.datetime | None = later.aggregate(at=Min("goes_live_at"))["at"]
    return first


def record_next_transition(sender: Any, instance: Release, raw: bool = False, **_: Any) -> None:
    """Record that a release may have been scheduled, or taken off the schedule."""
    if not raw:
        add_pending_change(NEXT_TRANSITION, None)
