"""A calendar as a file (RFC 5545 and RFC 7986)."""

import datetime
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils.encoding import iri_to_uri
from icalendar import Calendar, Event, vDuration, vText

from pages.calendars.time_zones import time_zone_component

CALENDAR_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//coalition-cms//Events//EN"
#: How often calendars should refresh.
REFRESH = datetime.timedelta(hours=1)


def calendar_file(
    events: Sequence[Event], *, title: str, url: str, source_url: str, updated: datetime.datetime
) -> bytes:
    """Return the events as one calendar, with the time zones that they name.

    ``url`` is the page that shows the calendar, ``source_url`` the address of the file itself, and ``updated`` says in
    which year a calendar without events was made.
    """
    whole = Calendar()
    whole.add("VERSION", "2.0")
    whole.add("PRODID", PRODUCT)
    whole.add("CALSCALE", "GREGORIAN")
    whole.add("METHOD", "PUBLISH")
    # X-WR-CALNAME is for calendars that do not support NAME (RFC 7986).
    whole.add("NAME", vText(title))
    whole.add("X-WR-CALNAME", vText(title))
    whole.add("URL", url)
    whole.add("SOURCE", iri_to_uri(source_url), parameters={"VALUE": "URI"})
    whole.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    for name, (first_year, last_year) in sorted(_years(events).items()):
        whole.add_component(time_zone_component(name, first_year, last_year))
    if not events:
        # A calendar without any component is not valid (RFC 5545, 3.6).
        whole.add_component(time_zone_component("UTC", updated.year, updated.year))
    for event in events:
        whole.add_component(event)
    return whole.to_ical()


def _years(events: Sequence[Event]) -> dict[str, tuple[int, int]]:
    """Return the time zones that events use, each with the first and last year in which it is needed."""
    years: dict[str, list[int]] = {}
    for event in events:
        for moment in (event.DTSTART, event.DTEND):
            if isinstance(moment, datetime.datetime) and isinstance(moment.tzinfo, ZoneInfo):
                years.setdefault(moment.tzinfo.key, []).append(moment.year)
    return {zone: (min(found), max(found)) for zone, found in years.items()}
