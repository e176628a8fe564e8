"""Finds the next scheduled change of what is public."""

import datetime

from django.utils import timezone

from pages.publishing.scheduled_instants import earliest, first_expiry, first_go_live

#: The kind of a pending change that says that an object was scheduled, or that a scheduled instant was reached.
NEXT_TRANSITION = "next transition"


def next_transition() -> datetime.datetime | None:
    """Return the next instant at which anything goes live or expires, or ``None`` if nothing is scheduled.

    An expiry that is due but not carried out yet counts, so the instant may be in the past. A go-live that is due
    does not count, since the object is not public before it is carried out.
    """
    return earliest((first_expiry(), first_go_live(timezone.now())))
