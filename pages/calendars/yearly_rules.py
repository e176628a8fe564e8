"""Rules by which a date returns every year on the same weekday (RFC 5545, 3.3.10), found from examples."""

import calendar
import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Fewer years are a coincidence.
FEWEST_YEARS = 3


class YearlyRule(NamedTuple):
    """A weekday of a month: the nth, counted from the end if negative, or the one within seven days."""

    month: int
    weekday: str
    nth: int | None
    days: tuple[int, ...]

    def recurrence(self) -> dict[str, Any]:
        """Return the parts of an RRULE without an end."""
        parts = {"FREQ": "YEARLY", "BYMONTH": self.month, "BYDAY": f"{self.nth or ''}{self.weekday}"}
        return parts if self.nth else {**parts, "BYMONTHDAY": list(self.days)}


def rule_of(dates: Sequence[datetime.datetime]) -> YearlyRule | None:
    """Return the rule that gives these dates, or None if there is none.

    The dates are one in each of several years in a row, and all have the same month and weekday.
    """
    if len(dates) < FEWEST_YEARS:
        return None
    month, weekday = dates[0].month, _WEEKDAYS[dates[0].weekday()]
    for places in ({_from_start(at) for at in dates}, {_from_end(at) for at in dates}):
        if len(places) == 1:
            return YearlyRule(month, weekday, places.pop(), ())
    earliest = min(min(at.day for at in dates), min(_length_of_month(at) for at in dates) - 6)
    days = tuple(range(earliest, earliest + 7))
    return YearlyRule(month, weekday, None, days) if all(at.day in days for at in dates) else None


def _from_start(at: datetime.datetime) -> int:
    return (at.day - 1) // 7 + 1


def _from_end(at: datetime.datetime) -> int:
    return -((_length_of_month(at) - at.day) // 7 + 1)


def _length_of_month(at: datetime.datetime) -> int:
    return calendar.monthrange(at.year, at.month)[1]
