"""Which dates of a series a change is meant for: those that follow, all, or those that an editor chose."""

import datetime
from collections.abc import Collection, Iterable
from enum import StrEnum

from pages.models import EventPage


class Scope(StrEnum):
    """The other dates that are meant, as seen from one date of a series."""

    FOLLOWING = "following"
    ALL = "all"
    CHOSEN = "chosen"


def dates_in_scope(
    event: EventPage, others: Iterable[EventPage], scope: Scope, chosen: Collection[str] = ()
) -> list[EventPage]:
    """Return those of the ``others`` that are in the scope; with ``Scope.CHOSEN``, those with a key in ``chosen``.

    A date without a day is still to come, so it follows all that have one.
    """
    if scope is Scope.ALL:
        return list(others)
    if scope is Scope.CHOSEN:
        return [other for other in others if str(other.pk) in chosen]
    return [other for other in others if _place(other) > _place(event) or other.start_date is None]


def _place(event: EventPage) -> tuple[datetime.date, datetime.time]:
    return event.start_date or datetime.date.max, event.start_time or datetime.time.min
