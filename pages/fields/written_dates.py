"""Write dates, times and the span of an event in words, in the one way that the editor uses everywhere."""

import datetime

from django.utils.dateformat import format as written
from django.utils.formats import get_format
from django.utils.translation import get_language

from pages.fields.date_conventions import date_order, twelve_hours
from pages.fields.zone_names import abbreviation


def date_in_words(date: datetime.date) -> str:
    """Return a date with its weekday, in the language of the editor: “Friday, June 16, 2017”."""
    if (get_language() or "en").split("-")[0] != "en":
        return written(date, f"l, {get_format('DATE_FORMAT')}")
    return written(date, "l, F j, Y" if date_order() == "MDY" else "l j F Y")


def time_in_words(time: datetime.time | datetime.datetime) -> str:
    """Return a time of day: “1:00 pm”, or “13:00” where that is usual; noon and midnight are named in words."""
    clock, half = _clock(time)
    return f"{clock} {half}".strip()


def instant_in_words(moment: datetime.datetime) -> str:
    """Return an aware datetime in its own zone, which is named: “Friday, June 16, 2017, 1:00 pm EDT”."""
    return f"{date_in_words(moment.date())}, {time_in_words(moment)} {abbreviation(moment)}"


def span_in_words(
    first: datetime.date,
    last: datetime.date,
    start: datetime.datetime | None,
    end: datetime.datetime | None,
    *,
    all_day: bool = False,
) -> str:
    """Return when an event takes place: “Friday, June 16, 2017, 1:00–2:00 pm EDT”.

    ``start`` and ``end`` are aware datetimes in the event's zone, or ``None`` if not known. For an all-day event, only
    the dates count.
    """
    days = date_in_words(first) if first == last else f"{date_in_words(first)} – {date_in_words(last)}"
    if all_day:
        return f"{days}, all day"
    if start is None:
        return days
    if end is None:
        return f"{days}, {time_in_words(start)} {abbreviation(start)}"
    if first != last:
        return f"{_with_zone(start, end)} – {date_in_words(last)}, {time_in_words(end)} {abbreviation(end)}"
    if abbreviation(start) != abbreviation(end):
        return f"{instant_in_words(start)} – {time_in_words(end)} {abbreviation(end)}"
    (from_clock, from_half), (to_clock, to_half) = _clock(start), _clock(end)
    if from_half == to_half:
        return f"{days}, {from_clock}–{to_clock} {to_half}".rstrip() + f" {abbreviation(end)}"
    return f"{days}, {time_in_words(start)} – {time_in_words(end)} {abbreviation(end)}"


def _with_zone(start: datetime.datetime, end: datetime.datetime) -> str:
    zone = "" if abbreviation(start) == abbreviation(end) else f" {abbreviation(start)}"
    return f"{date_in_words(start.date())}, {time_in_words(start)}{zone}"


def _clock(time: datetime.time | datetime.datetime) -> tuple[str, str]:
    """Return the digits, and am, pm, noon, midnight or an empty string."""
    seconds = f":{time.second:02}" if time.second else ""
    if not twelve_hours():
        return f"{time:%H:%M}{seconds}", ""
    if (time.minute, time.second) == (0, 0) and time.hour in (0, 12):
        return "12:00", "noon" if time.hour else "midnight"
    return f"{time.hour % 12 or 12}:{time.minute:02}{seconds}", "am" if time.hour < 12 else "pm"
