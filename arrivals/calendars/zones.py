"""The time zones that a calendar means (RFC 5545, 3.6.5), as names of the IANA database."""

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component

from arrivals.contents.zone_names import zone_called

#: Where zones of no known name are looked for by their offsets: one well known place for each rule.
_WELL_KNOWN = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles"),
    *("America/Anchorage", "Pacific/Honolulu", "America/Halifax", "America/St_Johns", "America/Sao_Paulo"),
    *("Europe/London", "Europe/Berlin", "Europe/Helsinki", "Europe/Moscow", "Europe/Istanbul"),
    *("Africa/Lagos", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney"),
    *("Australia/Adelaide", "Australia/Brisbane", "Pacific/Auckland"),
)


class Zones:
    """Finds the zones of one calendar. ``shown`` is that in which times in UTC and times without a zone are meant."""

    def __init__(self, calendar: Calendar, default: ZoneInfo) -> None:
        """``default`` is the zone of a calendar that names none."""
        self._components = {str(part.get("TZID", "")): part for part in calendar.walk("VTIMEZONE")}
        named = str(calendar.get("X-WR-TIMEZONE", "")).strip()
        self._default = default
        self.shown = zone_called(named) or default

    def named(self, name: str, year: int) -> ZoneInfo | None:
        """Return the zone that a calendar calls ``name``, as it is in a year, or ``None`` if it cannot be told."""
        found = zone_called(name)
        component = self._components.get(name)
        if found is not None or component is None:
            return found
        return zone_called(str(component.get("X-LIC-LOCATION", ""))) or self._by_offsets(component, year)

    def _by_offsets(self, component: Component, year: int) -> ZoneInfo | None:
        """Return a zone with the offsets of the component: that of the calendar if it has them, or a well-known one."""
        wanted = {part.get("TZOFFSETTO").td for part in component.walk() if _is_observance(part)}
        candidates = [self.shown, self._default, *map(ZoneInfo, _WELL_KNOWN)]
        return next((zone for zone in candidates if set(_offsets(zone, year)) == wanted), None)


def _is_observance(part: Component) -> bool:
    return part.name in ("STANDARD", "DAYLIGHT") and hasattr(part.get("TZOFFSETTO"), "td")


def _offsets(zone: ZoneInfo, year: int) -> Iterator[datetime.timedelta | None]:
    for month in range(1, 13):
        yield datetime.datetime(year, month, 15, 12, tzinfo=zone).utcoffset()
