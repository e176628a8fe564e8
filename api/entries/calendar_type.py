"""How pages of a type become events of a calendar."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from icalendar import Event


@dataclass(frozen=True)
class CalendarType:
    """How calendars hold pages of a type.

    ``fields`` are those of the API that ``component`` needs; it takes a page that has a date, these fields as the API
    serves them, and the instant of the response. ``dated`` keeps the pages of a queryset that have a date. ``order``
    takes a queryset and an instant, and puts those first that a calendar must not leave out where there are too many.
    ``starts_at`` returns when a page begins.
    """

    fields: Sequence[str]
    component: Callable[[Any, dict[str, Any], datetime.datetime], Event]
    dated: Callable[[Any], Any]
    order: Callable[[Any, datetime.datetime], Any]
    starts_at: Callable[[Any], datetime.datetime]
