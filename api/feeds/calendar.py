"""A calendar of events (RFC 5545 and RFC 7986)."""

import datetime
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils.encoding import iri_to_uri
from icalendar import Calendar, Event, vDuration, vText

from api.entries.time_zones import time_zone_component
from api.feeds.channel import Channel

CALENDAR_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//coalition-cms//Events//EN"
#: How often calendars should refresh.
REFRESH = datetime.timedelta(hours=1)


def calendar(channel: Channel, events: Sequence[Event]) -> bytes:
    """Return the events as one calendar, with the time zones that they name."""
    whole = Calendar()
    whole.add("VERSION", "2.0")
    whole.add("PRODID", PRODUCT)
    whole.add("CALSCALE", "GREGORIAN")
    whole.add("METHOD", "PUBLISH")
    # X-WR-CALNAME is for calendars that do not support NAME (RFC 7986).
    whole.add("NAME", vText(channel.title))
    whole.add("X-WR-CALNAME", vText(channel.title))
    whole.add("URL", channel.url)
    whole.add("SOURCE", iri_to_uri(channel.feed_url), parameters={"VALUE": "URI"})
    whole.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    for name, (first_year, last_year) in sorted(_years(events).items()):
        whole.add_component(time_zone_component(name, first_year, last_year))
    if not events:
        # A calendar without any component is not valid (RFC 5545, 3.6).
        whole.add_component(time_zone_component("UTC", channel.updated.year, channel.updated.year))
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
