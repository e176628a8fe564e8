"""Read a date as people type it, without guessing: every part must be there, and only what is understood counts."""

import calendar
import datetime
import re
import unicodedata

from django.core.exceptions import ValidationError

from pages.fields.date_conventions import date_order
from pages.fields.month_names import month_names, weekday_names

_IN_DIGITS = re.compile(r"(\d{1,4})(?: ?([./-]) ?| )(\d{1,2})(?: ?(?:\2) ?| )(\d{1,4})\.?")
_YEAR_FIRST_WITH_SIGNS = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|re|º|ª|o|a|\.)?")
_YEAR = re.compile(r"\d{4}")
_FILLERS = frozenset({"of", "the", "de", "del", "den", "der", "le", "el", "di"})


def tidy(text: str) -> str:
    """Return ``text`` with plain spaces and digits, in lower case, without marks of direction."""
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(character for character in plain if unicodedata.category(character) != "Cf")
    return " ".join(kept.casefold().replace("–", "-").replace("‑", "-").split())


def read_date(text: str) -> datetime.date:
    """Return the date that ``text`` says, in digits or in words.

    Digits whose order is not clear are read in the order of the site (``date_order``). Raise ``ValidationError`` with a
    sentence for the editor if a part is missing, if the date does not exist, or if anything is not understood.
    """
    plain = tidy(text)
    if found := _YEAR_FIRST_WITH_SIGNS.fullmatch(plain):
        return _date(*map(int, found.groups()))
    if found := _IN_DIGITS.fullmatch(plain):
        return _from_digits(found[1], found[3], found[4])
    return _from_words(plain)


def _from_digits(first: str, second: str, third: str) -> datetime.date:
    if len(first) == 4 and len(third) <= 2:
        return _date(int(first), int(second), int(third))
    if len(third) != 4 or len(first) > 2:
        raise ValidationError("Write the year with four digits.", code="invalid")
    month, day = int(first), int(second)
    if date_order() == "DMY" or (date_order() == "YMD" and month > 12):
        month, day = day, month
    if month > 12 >= day:
        month, day = day, month
    return _date(int(third), month, day)


def _from_words(plain: str) -> datetime.date:
    months, days, years, weekdays = [], [], [], []
    for word in re.findall(r"[^\s,/-]+", plain):
        if (name := word.rstrip(".")) in month_names():
            months.append(month_names()[name])
        elif name in weekday_names():
            weekdays.append(weekday_names()[name])
        elif _YEAR.fullmatch(word):
            years.append(int(word))
        elif found := _DAY.fullmatch(word):
            days.append(int(found[1]))
        elif name not in _FILLERS:
            raise _not_understood()
    if len(months) != 1 or len(weekdays) > 1 or len(years) > 1 or not days:
        raise _not_understood()
    if not years:
        message = "Add the year." if len(days) == 1 else "Write the year with four digits."
        raise ValidationError(message, code="invalid")
    if len(days) != 1:
        raise _not_understood()
    date = _date(years[0], months[0], days[0])
    if weekdays and weekdays[0] != date.weekday():
        raise ValidationError(f"That day is a {calendar.day_name[date.weekday()]}.", code="invalid")
    return date


def _date(year: int, month: int, day: int) -> datetime.date:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise ValidationError("There is no such day in the calendar.", code="invalid") from None


def _not_understood() -> ValidationError:
    examples = {"MDY": "06/16/2017", "DMY": "16/06/2017", "YMD": "2017/06/16"}
    written = {"MDY": "June 16, 2017", "DMY": "16 June 2017", "YMD": "16 June 2017"}
    message = f"This is not understood as a date. Write {written[date_order()]} or {examples[date_order()]}."
    return ValidationError(message, code="invalid")
