"""When the phases of events change."""

import datetime

from api.tags.dependencies import depend_on_clock
from pages.models import EventPage


def depend_on_phases(at: datetime.datetime) -> None:
    """Record that the response changes when the next event begins or ends."""
    for column in ("starts_at", "over_at"):
        following = EventPage.objects.filter(**{f"{column}__gt": at}).order_by(column)
        depend_on_clock(at, following.values_list(column, flat=True).first())
