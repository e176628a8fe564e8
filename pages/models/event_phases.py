"""The phase of events as a condition of queries."""

import datetime
from collections.abc import Iterable

from django.db.models import Q

from pages.fields.wall_clock import Phase
from pages.models.event_page import EventPage


def phase_condition(phase: str, at: datetime.datetime) -> Q:
    """Return the condition for events that are in a phase at the instant ``at``, as ``EventPage.phase`` tells it."""
    unscheduled = Q(status=EventPage.Status.POSTPONED) | Q(starts_at__isnull=True)
    return {
        Phase.UNSCHEDULED: unscheduled,
        Phase.UPCOMING: ~unscheduled & Q(starts_at__gt=at),
        Phase.ONGOING: ~unscheduled & Q(starts_at__lte=at, over_at__gt=at),
        Phase.PAST: ~unscheduled & Q(over_at__lte=at),
    }[Phase(phase)]


def in_phases(phases: Iterable[str], at: datetime.datetime) -> Q:
    """Return the condition for events that are in any of the phases at the instant ``at``; of none, it holds never."""
    condition = Q(pk__in=[])
    for phase in phases:
        condition |= phase_condition(phase, at)
    return condition
