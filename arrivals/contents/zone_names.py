"""The names by which programs call time zones."""

from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from pages.fields.wall_clock import known_time_zones

_UTC = frozenset({"UTC", "GMT", "Z", "Etc/UTC", "Etc/GMT", "Zulu", "Universal"})


def zone_called(name: str) -> ZoneInfo | None:
    """Return the zone of a name of the IANA database or of Windows, or ``None`` if it is neither."""
    name = name.strip().strip('"').strip("/")
    if name in _UTC:
        return ZoneInfo("UTC")
    parts = name.split("/")
    # Some programs put the name of a database before that of the zone: /example.org/2005/Europe/Berlin.
    for candidate in ("/".join(parts[start:]) for start in range(len(parts))):
        if candidate in known_time_zones() and ("/" in candidate or len(parts) == 1):
            return ZoneInfo(candidate)
    windows = WINDOWS_TO_OLSON.get(name) or WINDOWS_TO_OLSON.get(name.split("(")[0].strip())
    return ZoneInfo(windows) if windows in known_time_zones() else None
