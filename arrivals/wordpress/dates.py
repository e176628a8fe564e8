"""The dates and times of an export."""

import datetime
from zoneinfo import ZoneInfo

from pages.fields.wall_clock import to_utc


def local_time(text: str) -> datetime.datetime | None:
    """Return a naive date and time, or ``None`` for ``0000-00-00 00:00:00`` and whatever else is none."""
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"):
        try:
            return datetime.datetime.strptime(text.strip(), form)
        except ValueError:
            continue
    return None


def instant(local: str, universal: str, zone: ZoneInfo) -> datetime.datetime | None:
    """Return the aware instant of a post's date: that in UTC if it has one, or else the local one in ``zone``."""
    known = local_time(universal)
    if known is not None:
        return known.replace(tzinfo=datetime.UTC)
    known = local_time(local)
    return None if known is None else to_utc(known, zone)
