"""The publishing rules for events: date and time, place, and how to sign up."""

import datetime
from typing import Any

from pages.fields.wall_clock import WallClock, classify
from pages.fields.written_dates import date_in_words, time_in_words
from pages.publishing.rules import PublishError


def time_errors(event: Any) -> list[PublishError]:
    """Return the errors in date, time and zone. A date in the past is never an error."""
    if event.start_date is None:
        return _undated_errors(event)
    errors = []
    if not event.all_day:
        if event.start_time is None:
            message = "Enter the start time, or tick “All day”."
            errors.append(PublishError("no_start_time", message, "start_time"))
        else:
            errors += _clock_errors(event, "start", event.start_date, event.start_time)
        if event.end_time is not None:
            errors += _clock_errors(event, "end", event.end_date or event.start_date, event.end_time)
        elif event.end_date is not None:
            message = "Enter the end time too, or leave the end date empty."
            errors.append(PublishError("no_end_time", message, "end_time"))
    event.derive_instants()
    if event.end_date is not None and event.end_date < event.start_date:
        errors.append(PublishError("ends_before_start", "The event must end after it starts.", "end_date"))
    elif event.starts_at and event.ends_at and event.ends_at <= event.starts_at:
        errors.append(PublishError("ends_before_start", "The event must end after it starts.", "end_time"))
    return errors


def _undated_errors(event: Any) -> list[PublishError]:
    if event.date_note or event.status in (event.Status.POSTPONED, event.Status.CANCELLED):
        return []
    message = "Enter the start date. If there is none yet, say so in the note on the date."
    return [PublishError("no_date", message, "start_date")]


def _clock_errors(event: Any, which: str, day: datetime.date, time: datetime.time) -> list[PublishError]:
    shown = classify(datetime.datetime.combine(day, time), event.zone)
    if shown is WallClock.NEVER:
        message = (
            f"{time_in_words(time)} does not exist on {date_in_words(day)} in {event.get_time_zone_display()}, "
            "because the clocks go forward. Choose another time."
        )
        return [PublishError("hour_does_not_exist", message, f"{which}_time")]
    if shown is WallClock.TWICE and not getattr(event, f"{which}_occurrence"):
        message = (
            f"{time_in_words(time)} happens twice on {date_in_words(day)} in {event.get_time_zone_display()}, "
            "because the clocks go back. Choose which of the two you mean."
        )
        return [PublishError("hour_comes_twice", message, f"{which}_occurrence")]
    return []


def place_errors(event: Any) -> list[PublishError]:
    """Return the errors in the place and in the details for joining online."""
    errors = []
    mode, modes = event.attendance_mode, event.AttendanceMode
    has_place = event.venue_name or event.venue_street or event.venue_locality
    if mode in (modes.IN_PERSON, modes.HYBRID) and not has_place and not event.venue_note:
        message = "Enter the place, or explain in the note how people will learn it."
        errors.append(PublishError("no_place", message, "venue_name"))
    if mode in (modes.ONLINE, modes.HYBRID) and not event.online_url and not event.online_note:
        message = "Enter the address to join, or explain in the note how people will get it."
        errors.append(PublishError("no_way_to_join", message, "online_url"))
    if (event.venue_latitude is None) != (event.venue_longitude is None):
        message = "Enter both latitude and longitude, or neither."
        errors.append(PublishError("half_a_position", message, "venue_latitude"))
    return errors


def rsvp_errors(event: Any) -> list[PublishError]:
    """Return the errors in the sign-up details and their dates."""
    needed = {
        event.RsvpMode.URL: ("rsvp_url", "Enter the address of the page where people sign up."),
        event.RsvpMode.EMAIL: ("rsvp_email", "Enter the e-mail address that people write to."),
        event.RsvpMode.PHONE: ("rsvp_phone", "Enter the phone number that people call."),
    }.get(event.rsvp_mode)
    errors = []
    if needed and not getattr(event, needed[0]):
        errors.append(PublishError("no_address_to_sign_up", needed[1], needed[0]))
    for when in ("opens", "deadline"):
        if getattr(event, f"rsvp_{when}_time") and not getattr(event, f"rsvp_{when}_on"):
            message = "Enter the date as well, or leave the time empty."
            errors.append(PublishError("time_without_day", message, f"rsvp_{when}_on"))
    if event.rsvp_opens_at and event.rsvp_deadline and event.rsvp_deadline <= event.rsvp_opens_at:
        message = "Sign-up must close after it opens."
        errors.append(PublishError("closes_before_it_opens", message, "rsvp_deadline_on"))
    return errors


def price_errors(event: Any) -> list[PublishError]:
    """Return the error of a price that does not say in which currency it is."""
    if event.price and not event.price_currency:
        return [PublishError("no_currency", "Enter the currency of the price, such as USD.", "price_currency")]
    return []
