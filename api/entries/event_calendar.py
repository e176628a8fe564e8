"""Declares how events become events of a calendar."""

import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Case, F, When

from api.content.event_phases import depend_on_phases
from api.entries.calendar_type import CalendarType
from api.entries.event_component import CALENDAR_FIELDS, event_component


def dated_events(queryset: Any) -> Any:
    """Filter a queryset to the events with a date: a calendar cannot contain others."""
    return queryset.filter(starts_at__isnull=False)


def calendar_order(queryset: Any, at: datetime.datetime) -> Any:
    """Order events that are not over first, the next one at the top."""
    depend_on_phases(at)
    not_over = Case(When(over_at__gt=at, then=F("starts_at")))
    return queryset.order_by(not_over.asc(nulls_last=True), F("starts_at").desc(), "pk")


EVENT_CALENDAR = CalendarType(CALENDAR_FIELDS, event_component, dated_events, calendar_order, attrgetter("starts_at"))
