"""Where an event is."""

from typing import Any


def where(event: dict[str, Any]) -> str:
    """Return the place of an event on one line; nothing where it is online only, or the place is told later."""
    venue = event["venue"]
    if venue is None or event["attendance_mode"] == "online":
        return ""
    town = " ".join(filter(None, (venue["postal_code"], venue["locality"])))
    parts = (venue["name"], venue["room"], venue["street"], town, venue["region"], venue["country"])
    return ", ".join(filter(None, parts))
