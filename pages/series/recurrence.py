"""The rule by which the dates of a series follow each other (RFC 5545, 3.3.10)."""

import datetime
import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.db.models import TextChoices

#: The maximum number of dates that are made at once: those of a year, week by week, and some more.
MOST_DATES = 60
#: No rule is followed further than this from its first date.
HORIZON = datetime.timedelta(days=366 * 10)
WEEKDAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_CODES = tuple(WEEKDAYS)
#: The calendar repeats itself after this many years, weekdays included.
_CYCLE = 400


class Frequency(TextChoices):
    """How often a series takes place."""

    DAILY = "daily", "Every day"
    WEEKLY = "weekly", "Every week"
    MONTHLY_BY_WEEKDAY = "monthly_by_weekday", "Every month on the same weekday, such as the first Tuesday"
    MONTHLY_BY_DAY = "monthly_by_day", "Every month on the same day, such as the 15th"
    YEARLY = "yearly", "Every year"


@dataclass(frozen=True)
class Recurrence:
    """A rule from its first date on, which is the first of ``count`` dates, or of those to ``until``.

    ``weekdays`` are codes of RFC 5545 such as ``MO``; only weekly rules have some, and without them the weekday is that
    of ``first``.
    """

    first: datetime.date
    frequency: Frequency
    interval: int = 1
    weekdays: Collection[str] = ()
    count: int | None = None
    until: datetime.date | None = None

    @property
    def rule(self) -> str:
        """The rule without its first date, as RFC 5545 writes it: ``FREQ=WEEKLY;INTERVAL=2;BYDAY=TU``."""
        parts = [f"FREQ={_FREQUENCIES[self.frequency]}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.frequency == Frequency.WEEKLY and self.weekdays:
            parts.append(f"BYDAY={','.join(code for code in _CODES if code in self.weekdays)}")
        if self.frequency == Frequency.MONTHLY_BY_WEEKDAY:
            parts.append(f"BYDAY={_position(self.first)}{_CODES[self.first.weekday()]}")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        elif self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)

    def dates(self) -> list[datetime.date]:
        """Return the dates in order, at most ``MOST_DATES``.

        A month without the day, such as the 31st, has no date, as RFC 5545 has it. Raises ``ValidationError`` if the
        rule gives none, or more than that.
        """
        return dates_of(self.rule, self.first)


_FREQUENCIES = {
    Frequency.DAILY: "DAILY",
    Frequency.WEEKLY: "WEEKLY",
    Frequency.MONTHLY_BY_WEEKDAY: "MONTHLY",
    Frequency.MONTHLY_BY_DAY: "MONTHLY",
    Frequency.YEARLY: "YEARLY",
}


def dates_of(rule: str, first: datetime.date) -> list[datetime.date]:
    """Return the dates that a rule of RFC 5545 gives from ``first`` on, at most ``MOST_DATES`` within ``HORIZON``.

    They are days of the calendar, so that the clock shows the same time on each whatever becomes of the offset from
    UTC. Raises ``ValidationError`` for a text that is no such rule, and for a rule with no or with too many dates.
    """
    start = datetime.datetime.combine(first, datetime.time())
    last = datetime.datetime.combine(min(first, datetime.date.max - HORIZON) + HORIZON, datetime.time())
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    try:
        if until := parts.pop("UNTIL", ""):
            last = min(last, datetime.datetime.strptime(until[:8], "%Y%m%d"))
        endless = ";".join(f"{name}={value}" for name, value in parts.items())
        near = itertools.takewhile(lambda moment: moment <= last, following(endless, start))
        found = [moment.date() for moment in itertools.islice(near, MOST_DATES + 1)]
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise ValidationError("This rule cannot be read.", code="malformed_rule") from error
    if not found:
        raise ValidationError("There is no date between the first one and the end.", code="no_dates")
    if len(found) > MOST_DATES:
        raise too_many()
    return found


def following(rule: str, first: datetime.datetime) -> Iterator[datetime.datetime]:
    """Yield the times of the clock at which a rule without ``UNTIL`` takes place from ``first`` on.

    A rule that never gives a date, such as February 30, is followed by the library to the last year that Python knows.
    So it is followed in the last cycle of the calendar, and ends within some tenths of a second. Raises ``ValueError``,
    ``TypeError``, ``KeyError``, ``AttributeError`` or ``IndexError`` for a text that is no such rule.
    """
    years = max(0, datetime.MAXYEAR - 20 - first.year) // _CYCLE * _CYCLE
    for moment in rrulestr(rule, dtstart=first.replace(year=first.year + years), ignoretz=True):
        yield moment.replace(year=moment.year - years)


def too_many() -> ValidationError:
    """Return the error for more than ``MOST_DATES``."""
    message = f"These are more than {MOST_DATES} dates. Make some of them now, and the others later."
    return ValidationError(message, code="too_many_dates")


def _position(day: datetime.date) -> int:
    """Return which weekday of its month a day is: 1 to 4, and -1, the last, for a fifth one, which few months have."""
    position = (day.day - 1) // 7 + 1
    return position if position < 5 else -1
