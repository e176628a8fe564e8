"""Finds the next scheduled change of what is public."""

import datetime

from django.db.models import Min
from django.utils import timezone
from wagtail.models import Page, Revision

from pages.publishing.draftable import draftable_records

#: The kind of a pending change that says that an object was scheduled, or that a scheduled instant was reached.
NEXT_TRANSITION = "next transition"


def next_transition() -> datetime.datetime | None:
    """Return the next instant at which anything goes live or expires, or ``None`` if nothing is scheduled.

    An expiry that is due but not carried out yet counts, so the instant may be in the past. A go-live that is due
    does not count, since the object is not public before it is carried out.
    """
    instants = [
        model._default_manager.filter(live=True, expire_at__isnull=False).aggregate(first=Min("expire_at"))["first"]
        for model in (Page, *draftable_records())
    ]
    due_later = Revision.objects.filter(approved_go_live_at__gt=timezone.now())
    instants.append(due_later.aggregate(first=Min("approved_go_live_at"))["first"])
    return min((instant for instant in instants if instant is not None), default=None)
