"""Formats dates and instants as ISO 8601."""

import datetime


def format_instant(moment: datetime.datetime | None) -> str | None:
    """Return an instant in UTC with a final ``Z``, to the second; ``None`` stays ``None``."""
    utc = _in_utc(moment)
    return None if utc is None else utc.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def format_precise_instant(moment: datetime.datetime | None) -> str | None:
    """Return an instant in UTC with a final ``Z``, to the microsecond, as Wagtail API v2 does."""
    utc = _in_utc(moment)
    return None if utc is None else utc.isoformat().replace("+00:00", "Z")


def format_date(day: datetime.date | None) -> str | None:
    """Return a calendar day as ``YYYY-MM-DD``; ``None`` stays ``None``."""
    return None if day is None else day.isoformat()


def _in_utc(moment: datetime.datetime | None) -> datetime.datetime | None:
    """Return an instant in UTC. On the first and the last day of the calendar there may be none."""
    try:
        return moment and moment.astimezone(datetime.UTC)
    except OverflowError:
        return None
