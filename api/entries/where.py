"""The place of an event as text."""

from typing import Any


def where(event: dict[str, Any]) -> str:
    """Return the place of an event on one line, or an empty string if it is online only or not announced yet."""
    venue = event["venue"]
    if venue is None or event["attendance_mode"] == "online":
        return ""
    town = " ".join(filter(None, (venue["postal_code"], venue["locality"])))
    parts = (venue["name"], venue["room"], venue["street"], town, venue["region"], venue["country"])
    return ", ".join(filter(None, parts))
