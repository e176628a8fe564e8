"""A month as a grid of weeks."""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.formats import get_format

from pages.editor.calendar.entry import Entry
from pages.fields.written_dates import date_in_words

#: The years that can be shown: those in which an event can be dated.
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True)
class Day:
    """A day of the grid, with the entries that take place on it."""

    date: datetime.date
    is_in_month: bool
    is_today: bool
    entries: list[Entry]

    @property
    def words(self) -> str:
        """The date in words."""
        return date_in_words(self.date)


@dataclass(frozen=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, date: datetime.date) -> "Month":
        """Return the month that a day is in."""
        return cls(date.year, date.month)

    @classmethod
    def parse(cls, text: str) -> "Month | None":
        """Return the month of a text such as ``2030-06``, or ``None`` if it is none, or too far away."""
        year, _, number = text.partition("-")
        if not (year.isascii() and year.isdigit() and number.isascii() and number.isdigit() and len(text) <= 7):
            return None
        month = cls(int(year), int(number))
        return month if FIRST_YEAR <= month.year <= LAST_YEAR and 1 <= month.number <= 12 else None

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> datetime.date:
        """The first day of the month."""
        return datetime.date(self.year, self.number, 1)

    def later(self, months: int) -> "Month | None":
        """Return the month that is so many months later, or earlier, or ``None`` if it is too far away."""
        total = self.year * 12 + self.number - 1 + months
        month = Month(total // 12, total % 12 + 1)
        return month if FIRST_YEAR <= month.year <= LAST_YEAR else None

    def weeks(self) -> list[list[datetime.date]]:
        """Return the weeks that the month is in, which begin on the first day of the week in the editor's language."""
        # Django counts from Sunday, Python from Monday.
        first_weekday = (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7
        return calendar.Calendar(first_weekday).monthdatescalendar(self.year, self.number)


def weekdays(week: Iterable[datetime.date]) -> list[str]:
    """Return the names of the days of a week."""
    return [str(WEEKDAYS[day.weekday()]) for day in week]


def grid(month: Month, entries: Iterable[Entry], today: datetime.date) -> list[list[Day]]:
    """Return the weeks of a month with their entries, each on all of its days."""
    found = list(entries)
    return [
        [
            Day(
                date,
                date.month == month.number,
                date == today,
                [entry for entry in found if entry.first <= date <= entry.last],
            )
            for date in week
        ]
        for week in month.weeks()
    ]


def agenda(month: Month, weeks: Iterable[Iterable[Day]]) -> list[Day]:
    """Return the days of the month with the entries that begin on them; on the first day, also those under way."""
    days = []
    for day in (day for week in weeks for day in week if day.is_in_month):
        begins = [entry for entry in day.entries if entry.first == day.date or day.date == month.first]
        if begins:
            days.append(Day(day.date, True, day.is_today, begins))
    return days
