"""Events of The Events Calendar."""

from arrivals.records.event import ArrivingEvent
from arrivals.wordpress.event_places import hosts_of, venue_of
from arrivals.wordpress.event_prices import event_price
from arrivals.wordpress.event_times import event_times
from arrivals.wordpress.export import ExportedItem
from arrivals.wordpress.page_fields import Reading, page_fields
from arrivals.wordpress.plain_names import plain_summary

_STATUSES = {
    "canceled": "cancelled",
    "cancelled": "cancelled",  # as older versions of the plugin wrote it
    "postponed": "postponed",
    "rescheduled": "rescheduled",
    "moved-online": "moved_online",
}
#: What the Virtual Events plugin calls the kinds of events.
_MODES = {"hybrid": "hybrid", "virtual": "online"}


def event_of(item: ExportedItem, reading: Reading) -> ArrivingEvent:
    """Return the event that an item is."""
    survey = reading.survey
    fields = page_fields(item, reading)
    times = event_times(item, reading.zone)
    price = event_price(item)
    venue, venue_notes = venue_of(item, survey)
    online_url = _address(item, "_tribe_events_virtual_url")
    website = _address(item, "_EventURL")
    notes = [*fields.pop("notes"), *times.notes, *venue_notes]
    if item.meta("_EventRecurrence"):
        notes.append("It recurs there. Each of its dates that is in the file is an event of its own here.")
    if website:
        notes.append("The event's website is where people sign up now: look whether they do.")
    start, end = times.start, times.end
    return ArrivingEvent(
        **fields,
        notes=tuple(notes),
        start_date=start.date() if start else None,
        start_time=start.time() if start and not times.all_day else None,
        end_date=end.date() if end and start and end.date() != start.date() else None,
        end_time=end.time() if end and not times.all_day else None,
        all_day=times.all_day,
        time_zone=times.zone,
        status=_STATUSES.get(item.meta("_tribe_events_status").casefold(), ""),
        status_note=plain_summary(item.meta("_tribe_events_status_reason"))[:500],
        attendance_mode=_attendance_mode(item, online_url, has_venue=bool(venue.name)),
        venue=venue,
        online_url=online_url,
        rsvp_mode="url" if website else "",
        rsvp_url=website,
        price=price.amount,
        price_currency=price.currency,
        price_note=price.note,
        hosts=hosts_of(item, survey),
        topics=survey.topics.of(item),
        tags=survey.topics.tags_of(item),
    )


def _attendance_mode(item: ExportedItem, online_url: str, *, has_venue: bool) -> str:
    chosen = _MODES.get(item.meta("_tribe_virtual_events_type").casefold(), "")
    is_online = bool(online_url) or item.meta("_tribe_events_is_virtual").lower() in ("yes", "1", "true")
    if not is_online:
        return "in_person" if has_venue else ""
    return chosen or ("hybrid" if has_venue else "online")


def _address(item: ExportedItem, name: str) -> str:
    address = item.meta(name)
    return address if address.startswith(("http://", "https://")) else ""
