"""A series of events: a monthly open evening, of which one date has another room and one is canceled."""

import datetime

from wagtail.models import Page

from demo.body import body, bullets
from demo.event_builder import MONDAY, EventBuilder
from demo.seeder import publish
from pages.models import EventHost, EventPage, EventSeries, EventSpeaker
from pages.series.making import make_dates
from pages.series.recurrence import Frequency, Recurrence

#: The slug of the first date; those of the others add their days.
SLUG = "open-evening"
#: The number of dates.
DATES = 6

Availability = EventPage.Availability


def seed_open_evenings(builder: EventBuilder, section: Page) -> EventSeries:
    """Return the series, and create it and those of its dates that are missing."""
    seeder = builder.seeder
    series = seeder.record(EventSeries, f"{SLUG}s", lambda: _series(builder))
    first = seeder.page(section, EventPage, SLUG, lambda: _first_date(builder, series))
    if first.start_date is None:
        return series
    days = Recurrence(first.start_date, Frequency.MONTHLY_BY_WEEKDAY, count=DATES).dates()
    present = set(section.get_children().values_list("slug", flat=True))
    missing = [day for day in days[1:] if f"{SLUG}-{day.isoformat()}" not in present]
    made = make_dates(first, missing, series, None, publish=True).pages if missing else []
    for page in made:
        if page.start_date == days[2]:
            _meet_upstairs(page)
        elif page.start_date == days[3]:
            _cancel(page)
    seeder.created += len(made)
    return series


def _series(builder: EventBuilder) -> EventSeries:
    day = builder.seeder.day(5, MONDAY)
    return EventSeries(
        name="Open evenings",
        summary="Once a month the door is open: soup, one question, and whoever comes.",
        image=builder.seeder.library.image("classroom"),
        rule=Recurrence(day, Frequency.MONTHLY_BY_WEEKDAY, count=DATES).rule,
    )


def _first_date(builder: EventBuilder, series: EventSeries) -> EventPage:
    return builder.event(
        title="Open evening in the old schoolhouse",
        summary="Soup at half past six, one question at seven, and no minutes. Come once or come every month.",
        intro="<p>You do not have to know anything beforehand, or sign anything. You bring a question, or an ear.</p>",
        body=body(
            bullets(
                "How an evening goes:",
                "18:30: soup, and the names of those who are new",
                "19:00: one question from the room, for everybody",
                "20:00: who does what until next month, if anybody wants to",
            ),
        ),
        series=series,
        series_number=1,
        start_date=builder.seeder.day(5, MONDAY),
        start_time=datetime.time(18, 30),
        end_time=datetime.time(20, 30),
        time_zone="America/New_York",
        attendance_mode=EventPage.AttendanceMode.IN_PERSON,
        venue_name="The Old Schoolhouse",
        venue_room="Ground-floor classroom",
        venue_locality="Washington",
        venue_region="DC",
        venue_country="US",
        venue_accessibility="The ramp is on the side of the yard, and the door there opens by a button.",
        access_step_free=Availability.YES,
        access_childcare=Availability.ON_REQUEST,
        rsvp_mode=EventPage.RsvpMode.WALK_IN,
        picture="classroom",
        topics=["young-voices"],
        tags=["open evening"],
        speakers=[builder.speaker("ines-halloran", EventSpeaker.Role.HOST)],
        hosts=[builder.host("open-bell-alliance", EventHost.Role.COHOST)],
    )


def _meet_upstairs(page: EventPage) -> None:
    latest = page.get_latest_revision_as_object()
    latest.venue_room = "Map room, upstairs"
    latest.venue_accessibility = "The elevator is in the yard. Ring, and somebody comes down with the key."
    publish(latest)


def _cancel(page: EventPage) -> None:
    latest = page.get_latest_revision_as_object()
    latest.status = EventPage.Status.CANCELLED
    latest.status_note = (
        "The floor of the classroom is being sanded this week. The next evening takes place as planned."
    )
    publish(latest)
