"""Declares how pages of a type become events of a calendar."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from icalendar import Event


@dataclass(frozen=True)
class CalendarType:
    """How pages of a type become events of a calendar.

    ``fields`` are the API fields that ``component`` needs. ``component`` takes a page with a date, these fields as the
    API serves them, and the instant of the response. ``dated`` filters a queryset to the pages with a date. ``order``
    takes a queryset and an instant, and orders it so that a limit drops the least important pages. ``starts_at``
    returns the instant at which a page begins.
    """

    fields: Sequence[str]
    component: Callable[[Any, dict[str, Any], datetime.datetime], Event]
    dated: Callable[[Any], Any]
    order: Callable[[Any, datetime.datetime], Any]
    starts_at: Callable[[Any], datetime.datetime]
