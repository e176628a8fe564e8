"""Reads a recurrence rule that somebody typed or copied from a calendar (RFC 5545, 3.3.10)."""

import re

from django.core.exceptions import ValidationError

#: The maximum number of characters of a typed rule: with an end, it fits into what a series stores.
LONGEST_RULE = 480
_DAY_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_TIMES_OF_DAY = {"SECONDLY", "MINUTELY", "HOURLY"}
_NUMBERS = r"[+-]?\d{1,3}(?:,[+-]?\d{1,3})*"
_WEEKDAY = r"(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)"
#: What the parts of a rule of days may be. An hour of the day is that of the event.
_PARTS = {
    "FREQ": r"[A-Z]+",
    "INTERVAL": r"0*[1-9]\d?",
    "COUNT": r"0*[1-9]\d{0,5}",
    # Of an instant, the day is taken: the dates are days of the calendar.
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "BYDAY": rf"{_WEEKDAY}(?:,{_WEEKDAY})*",
    "BYMONTHDAY": _NUMBERS,
    "BYYEARDAY": _NUMBERS,
    "BYWEEKNO": _NUMBERS,
    "BYMONTH": r"\d{1,2}(?:,\d{1,2})*",
    "BYSETPOS": _NUMBERS,
    "WKST": r"(?:MO|TU|WE|TH|FR|SA|SU)",
}
_OF_HOURS = {"BYHOUR", "BYMINUTE", "BYSECOND"}


def read_rule(text: str) -> dict[str, str]:
    """Return the parts of a typed rule by name, in capitals, in the order in which they were typed.

    ``RRULE:`` in front is allowed. Raises ``ValidationError`` that says which part is wrong. Whether the rule gives any
    date is not looked at.
    """
    rule = "".join(text.split()).upper().removeprefix("RRULE:")
    if len(rule) > LONGEST_RULE:
        raise _error(f"A rule has at most {LONGEST_RULE} characters.")
    parts: dict[str, str] = {}
    for part in filter(None, rule.split(";")):
        name, _, value = part.partition("=")
        if name in _OF_HOURS:
            raise _error(f"Leave out {name}: each date has the time of day of this event.")
        if name not in _PARTS:
            raise _error(f"“{name[:40]}” is no part of a rule. It has parts such as FREQ=MONTHLY and BYDAY=1TU.")
        if name in parts:
            raise _error(f"{name} is there twice.")
        if not re.fullmatch(_PARTS[name], value, re.ASCII):
            raise _error(f"“{value[:40]}” cannot be read as {name}.")
        parts[name] = value
    _check(parts)
    return parts


def written_rule(parts: dict[str, str]) -> str:
    """Return a rule of these parts as RFC 5545 writes it."""
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _check(parts: dict[str, str]) -> None:
    frequency = parts.get("FREQ", "")
    if frequency in _TIMES_OF_DAY:
        raise _error("An event has at most one date a day: FREQ is DAILY, WEEKLY, MONTHLY or YEARLY.")
    if frequency not in _DAY_FREQUENCIES:
        raise _error("A rule says FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY.")
    if "COUNT" in parts and "UNTIL" in parts:
        raise _error("A rule has COUNT or UNTIL, not both.")


def _error(message: str) -> ValidationError:
    return ValidationError(message, code="malformed_rule")
