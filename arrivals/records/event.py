"""An event that arrives."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from arrivals.records.page import ArrivingPage
from arrivals.records.participant import ArrivingParticipant


@dataclass(frozen=True, kw_only=True)
class ArrivingVenue:
    """The place of an event. ``country`` is a code of two letters (ISO 3166-1)."""

    name: str = ""
    room: str = ""
    street: str = ""
    locality: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    map_url: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ArrivingEvent(ArrivingPage):
    """An event. Days and times are those of a clock in ``time_zone`` (an IANA name); ``end_date`` is the last day.

    ``status``, ``attendance_mode`` and ``rsvp_mode`` are values of those fields of ``EventPage`` or empty, ``intro`` is
    HTML, ``topics`` are keys, ``series`` is the key of an ``ArrivingSeries``.
    """

    intro: str = ""
    start_date: datetime.date | None = None
    start_time: datetime.time | None = None
    end_date: datetime.date | None = None
    end_time: datetime.time | None = None
    all_day: bool = False
    time_zone: str = ""
    status: str = ""
    status_note: str = ""
    attendance_mode: str = ""
    venue: ArrivingVenue = ArrivingVenue()
    online_url: str = ""
    rsvp_mode: str = ""
    rsvp_url: str = ""
    rsvp_email: str = ""
    rsvp_phone: str = ""
    rsvp_contact_name: str = ""
    price: Decimal | None = None
    price_currency: str = ""
    price_note: str = ""
    speakers: tuple[ArrivingParticipant, ...] = ()
    hosts: tuple[ArrivingParticipant, ...] = ()
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    series_number: int | None = None
