"""The time of an event as text, in figures that are the same in every language."""

from typing import Any


def when(start: dict[str, Any] | None, end: dict[str, Any] | None) -> str:
    """Return the days and local times of an event, from its ``start`` and ``end`` as the API serves them.

    The result is empty for an event without a date.
    """
    if start is None:
        return ""
    if start["time"] is None:
        last = end["date"] if end else start["date"]
        return str(start["date"] if last == start["date"] else f"{start['date']} \N{EN DASH} {last}")
    written = f"{start['date']}, {start['time']}"
    if end:
        written += (
            f"\N{EN DASH}{end['time']}"
            if end["date"] == start["date"]
            else f" \N{EN DASH} {end['date']}, {end['time']}"
        )
    return f"{written} ({start['timezone'].replace('_', ' ')})"
