"""Read a time of day as people type it, without guessing whether it is before or after noon."""

import datetime
import re

from django.core.exceptions import ValidationError

from pages.fields.typed_date import tidy

_NOT_UNDERSTOOD = "This is not understood as a time. Write 1 pm, 1:30 pm or 13:00."
_NAMED = {
    f"{prefix}{name}": time
    for name, time in {"noon": datetime.time(12), "midday": datetime.time(12), "midnight": datetime.time(0)}.items()
    for prefix in ("", "12 ", "12:00 ")
}
_CLOCK = re.compile(r"(\d{1,2})(?: ?[:.] ?(\d{2})(?::(\d{2})(?:\.0+)?)?)? ?(?:([ap])\.? ?(?:m\.?)?)?")
#: “13h30”, “13 Uhr”, “13.30 Uhr” and “1330 hours”.
_OTHER_CLOCK = re.compile(r"(\d{1,2})(?: ?h ?(\d{2})?| uhr(?: (\d{2}))?|[:.](\d{2}) ?(?:h|hrs|hours|uhr))")
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})(?: ?(?:h|hrs|hours))?")


def read_time(text: str) -> datetime.time:
    """Return the time of day that ``text`` says: “1 pm”, “1:30 p.m.”, “13:00”, “13.00”, “noon”.

    Raise ``ValidationError`` with a sentence for the editor if it is not clear or not understood.
    """
    plain = tidy(text)
    if plain in _NAMED:
        return _NAMED[plain]
    if found := _CLOCK.fullmatch(plain):
        hour, minute, second, half = found.groups()
        if minute is None and half is None:
            message = f"Before or after noon? Write {int(hour)} am or {int(hour)} pm."
            raise ValidationError(message if 1 <= int(hour) <= 12 else _NOT_UNDERSTOOD, code="invalid")
        return _time(_twenty_four(int(hour), half), int(minute or 0), int(second or 0))
    if found := _OTHER_CLOCK.fullmatch(plain) or _FOUR_DIGITS.fullmatch(plain):
        hour, *minutes = filter(None, found.groups())
        return _time(int(hour), int(minutes[0]) if minutes else 0)
    raise ValidationError(_NOT_UNDERSTOOD, code="invalid")


def _twenty_four(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValidationError(_NOT_UNDERSTOOD, code="invalid")
    return hour % 12 + (12 if half == "p" else 0)


def _time(hour: int, minute: int, second: int = 0) -> datetime.time:
    try:
        return datetime.time(hour, minute, second)
    except ValueError:
        if (hour, minute, second) == (24, 0, 0):
            message = "Write midnight as 00:00, on the day that then begins."
            raise ValidationError(message, code="invalid") from None
        raise ValidationError("There is no such time.", code="invalid") from None
