"""Formats dates and instants as ISO 8601."""

import datetime


def format_instant(moment: datetime.datetime | None) -> str | None:
    """Return an instant in UTC with a final ``Z``, to the second; ``None`` stays ``None``."""
    if moment is None:
        return None
    return moment.astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def format_precise_instant(moment: datetime.datetime | None) -> str | None:
    """Return an instant in UTC with a final ``Z``, to the microsecond, as Wagtail API v2 does."""
    return None if moment is None else moment.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def format_date(day: datetime.date | None) -> str | None:
    """Return a calendar day as ``YYYY-MM-DD``; ``None`` stays ``None``."""
    return None if day is None else day.isoformat()
