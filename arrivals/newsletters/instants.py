"""The instants of exports."""

import datetime
from typing import Any


def read_instant(value: Any) -> datetime.datetime | None:
    """Return an aware datetime, or ``None``: of text (ISO 8601, in UTC if it names no offset), or of milliseconds."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.datetime.fromtimestamp(value / 1000, datetime.UTC)
        except (OverflowError, ValueError, OSError):
            return None
    try:
        found = datetime.datetime.fromisoformat(str(value or "").strip())
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=datetime.UTC)
