"""Filters of lists of events: by phase, and by date."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from api.content.event_phases import depend_on_phases
from api.lists.columns import parse_instant
from api.lists.filters import Filter
from api.requests import parameters
from api.requests.parameters import Malformed, Parameter
from api.requests.problems import InvalidParameters, ParameterError
from pages.fields.wall_clock import Phase
from pages.models.event_phases import in_phases
from pages.visibility.visibility import Visibility


def _in_phase(queryset: Any, phases: list[str], visibility: Visibility) -> Any:
    depend_on_phases(visibility.at)
    return queryset.filter(in_phases(phases, visibility.at))


# No alternatives of two formats: generators make a type of each, and cannot tell one from the other.
@parameters.takes(type="string", format="date-or-date-time")
def day_or_instant(text: str) -> datetime.date:
    """Parse a calendar day, or an instant as ``parse_instant`` does."""
    try:
        return parameters.parse_day(text)
    except Malformed:
        pass
    try:
        return parse_instant(text)
    except Malformed as error:
        raise Malformed("must be a day such as 2017-06-16 or an instant such as 2017-06-16T17:00:00Z") from error


LAST_DAY = Coalesce(F("end_date"), F("start_date"))


def _from(queryset: Any, start: datetime.date, _: Visibility) -> Any:
    if isinstance(start, datetime.datetime):
        return queryset.filter(over_at__gt=start)
    return queryset.alias(last_day=LAST_DAY).filter(starts_at__isnull=False, last_day__gte=start)


def _to(queryset: Any, end: datetime.date, _: Visibility) -> Any:
    if isinstance(end, datetime.datetime):
        return queryset.filter(starts_at__lt=end)
    return queryset.filter(starts_at__isnull=False, start_date__lte=end)


def check_range(query: Mapping[str, Any]) -> None:
    """Raise ``InvalidParameters`` when ``from`` is after ``to``."""
    start, end = query.get("from"), query.get("to")
    if start is None or end is None:
        return
    if isinstance(start, datetime.datetime) != isinstance(end, datetime.datetime):
        # A day begins at a different instant in each time zone, so one day of tolerance is allowed.
        start, end = (value.date() if isinstance(value, datetime.datetime) else value for value in (start, end))
        start -= datetime.timedelta(days=1 if start > datetime.date.min else 0)
    if start > end:
        raise InvalidParameters([ParameterError("from", "from_after_to", "from is after to.")])


PHASE = Filter(
    Parameter(
        "phase",
        parameters.list_of(parameters.one_of(list(Phase), "EventPhase")),
        "Comma-separated: any of these phases.",
    ),
    _in_phase,
)
FROM = Filter(
    Parameter("from", day_or_instant, "Only those that end at or after this day or instant."), _from, check_range
)
TO = Filter(Parameter("to", day_or_instant, "Only those that begin by this day, or before this instant."), _to)
