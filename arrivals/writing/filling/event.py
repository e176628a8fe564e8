"""Fills events."""

from arrivals.records.event import ArrivingEvent
from arrivals.writing.filling.page import fill_page
from arrivals.writing.transfer import Transfer
from pages.models import EventHost, EventPage, EventSpeaker

#: The fields of an event that a record has under the same names.
_SAME = (
    *("start_date", "start_time", "end_date", "end_time", "all_day"),
    *("status_note", "online_url", "rsvp_url", "rsvp_email", "rsvp_phone", "rsvp_contact_name"),
    *("price", "price_note", "series_number"),
)
#: The fields that keep their default where a record says nothing.
_WITH_DEFAULT = ("time_zone", "status", "attendance_mode", "rsvp_mode", "price_currency")
#: The fields of the place, as records name them; the model's names begin with ``venue_``.
VENUE = (
    *("name", "room", "street", "locality", "region", "postal_code", "country"),
    *("latitude", "longitude", "map_url", "note"),
)


def fill_event(event: EventPage, record: ArrivingEvent, transfer: Transfer) -> None:
    """Fill an event from a record."""
    fill_page(event, record, transfer)
    event.intro = transfer.rich_text(record.intro)
    transfer.set_fields(event, **{name: getattr(record, name) for name in _SAME})
    transfer.set_fields(event, **{name: value for name in _WITH_DEFAULT if (value := getattr(record, name))})
    transfer.set_fields(event, **{f"venue_{name}": getattr(record.venue, name) for name in VENUE})
    speakers = []
    for position, given in enumerate(record.speakers):
        speaker = transfer.participant(EventSpeaker(sort_order=position), given)
        transfer.set_fields(speaker, affiliation=given.line)
        speaker.bio = transfer.rich_text(given.biography)
        speakers.append(speaker)
    event.speakers = speakers
    event.hosts = [
        transfer.participant(EventHost(sort_order=position), given) for position, given in enumerate(record.hosts)
    ]
    event.topics = [topic for key in record.topics if (topic := transfer.ledger.object(key))]
    event.tags.set(record.tags)
    event.series = transfer.ledger.object(record.series)
