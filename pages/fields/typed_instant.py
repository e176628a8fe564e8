"""Read a date with a time, as people type them, in a time zone that is named beside the field."""

import datetime
import re
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from pages.fields.typed_date import read_date, tidy
from pages.fields.typed_time import read_time
from pages.fields.wall_clock import WallClock, classify, to_utc
from pages.fields.zone_names import abbreviation, place_of

_ISO_WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)t(\d\d:\d\d.*)")
_ABBREVIATION = re.compile(r"(.*\S) \(?(utc[+-]\d\d:\d\d|(?![ap]m\b)[a-z]{2,5})\)?")
_BETWEEN = re.compile(r"[ ,]+(?:(?:at|um|à|a las|alle) +)?")
#: No date with a time is longer. Every gap between two words is tried, so what is pasted by mistake would take minutes.
_LONGEST = 200
_NOT_UNDERSTOOD = "This is not understood as a date with a time. Write 2017-06-16 18:00 or June 16, 2017, 6 pm."


def read_instant(text: str, zone: ZoneInfo) -> datetime.datetime:
    """Return the aware datetime in ``zone`` that ``text`` says: “June 16, 2017, 6 pm” or “2017-06-16 18:00”.

    The abbreviation of the zone may follow; it is needed in the hour that happens twice when the clocks go back. Raise
    ``ValidationError`` with a sentence for the editor if a part is missing, if the time does not exist on that day, or
    if anything is not understood.
    """
    plain = tidy(text)
    if len(plain) > _LONGEST:
        raise ValidationError(_NOT_UNDERSTOOD, code="invalid")
    if _ISO_WITH_OFFSET.fullmatch(plain):
        return _from_iso(plain, zone)
    if found := _ISO.fullmatch(plain):
        plain = f"{found[1]} {found[2]}"
    try:
        return _in_zone(_date_and_time(plain), zone)
    except ValidationError:
        found = _ABBREVIATION.fullmatch(plain)
        if found is None:
            raise
    try:
        local = _date_and_time(found[1])
    except ValidationError:
        # The last word is not a zone: say what is wrong with the whole.
        local = _date_and_time(plain)
    return _in_zone(local, zone, found[2].upper())


def _from_iso(plain: str, zone: ZoneInfo) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(plain.upper()).astimezone(zone)
    except (ValueError, OverflowError):
        raise ValidationError("There is no such day or time.", code="invalid") from None


def _date_and_time(plain: str) -> datetime.datetime:
    found = set()
    for gap in _BETWEEN.finditer(plain):
        parts = plain[: gap.start()], plain[gap.end() :]
        for date, time in (parts, parts[::-1]):
            try:
                found.add(datetime.datetime.combine(read_date(date), read_time(time)))
            except ValidationError:
                continue
    if len(found) == 1:
        return found.pop()
    raise ValidationError(_what_is_missing(plain), code="invalid")


def _what_is_missing(plain: str) -> str:
    for read, sentence in (
        (read_date, "Add the time, for example 6 pm or 18:00."),
        (read_time, "Add the date."),
    ):
        try:
            read(plain)
        except ValidationError:
            continue
        return sentence
    return _NOT_UNDERSTOOD


def _in_zone(local: datetime.datetime, zone: ZoneInfo, named: str = "") -> datetime.datetime:
    if classify(local, zone) is WallClock.NEVER:
        message = f"This time does not exist in {place_of(zone)}: the clocks go forward. Choose another."
        raise ValidationError(message, code="invalid")
    moments = list(dict.fromkeys(to_utc(local, zone, second_occurrence=second) for second in (False, True)))
    moments = [moment.astimezone(zone) for moment in moments]
    names = [abbreviation(moment) for moment in moments]
    if named and named not in names:
        message = f"Times here are {place_of(zone)} ({' or '.join(names)}). Leave out “{named}”."
        raise ValidationError(message, code="invalid")
    if not named and len(moments) > 1:
        message = (
            f"This time happens twice, because the clocks go back. "
            f"Add {names[0]} for the first time or {names[1]} for the second."
        )
        raise ValidationError(message, code="invalid")
    return moments[names.index(named) if named else 0]
