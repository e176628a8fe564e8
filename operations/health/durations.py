"""Spans of time in words."""

import datetime


def in_words(span: datetime.timedelta) -> str:
    """Return a span in its largest unit that it fills twice: ``90 seconds``, ``3 hours``."""
    seconds = max(int(span.total_seconds()), 0)
    for unit, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}s"
    return f"{seconds} second{'' if seconds == 1 else 's'}"
