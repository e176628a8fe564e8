"""Events that do not go as planned: rescheduled, postponed, canceled and moved online."""

import datetime

from wagtail.models import Page

from demo.body import body, callout, paragraphs
from demo.event_builder import SATURDAY, TUESDAY, EventBuilder
from pages.models import EventHost, EventPage, EventSpeaker

Availability = EventPage.Availability
Mode = EventPage.AttendanceMode
Rsvp = EventPage.RsvpMode
Speaking = EventSpeaker.Role
Status = EventPage.Status


def seed_changed_events(builder: EventBuilder, section: Page) -> list[EventPage]:
    """Return the events, and create those that are missing.

    One is published as planned and then again with a new date, so that its previous start is recorded.
    """

    def move(walk: EventPage) -> None:
        walk.start_date = builder.seeder.day(41, SATURDAY)
        walk.status = Status.RESCHEDULED
        walk.status_note = (
            "The footbridge is being repaired, so we come three weeks later. All who signed up keep their places."
        )

    page = builder.seeder.page
    return [
        page(section, EventPage, "a-walk-through-the-orchards", lambda: _orchard_walk(builder), move),
        page(section, EventPage, "evening-with-the-harvest-choir", lambda: _choir(builder)),
        page(section, EventPage, "film-night-in-the-union-hall", lambda: _film_night(builder)),
        page(section, EventPage, "reading-circle", lambda: _reading_circle(builder)),
    ]


def _orchard_walk(builder: EventBuilder) -> EventPage:
    return builder.event(
        title="A walk through the orchards",
        subtitle="For reporters, and for those who talk to them",
        summary="Four hours among apple trees with two people who know what to look for. Good shoes, no cameras "
        "before noon.",
        intro="<p>How do you report on children at work without putting them at risk? We show it where it matters, "
        "between the rows.</p>",
        body=body(
            paragraphs(
                "We start with an hour without notebooks. Then Noor Haddadin explains what an inspector would have "
                "seen, and Martín Ocampo what he would have asked, and whom not."
            ),
        ),
        start_date=builder.seeder.day(20, SATURDAY),
        start_time=datetime.time(8),
        end_time=datetime.time(12),
        time_zone="America/Los_Angeles",
        attendance_mode=Mode.IN_PERSON,
        venue_name="Gate of the Old Mill Orchard",
        venue_locality="Yakima",
        venue_region="WA",
        venue_country="US",
        venue_note="The exact gate is sent to those who sign up.",
        access_step_free=Availability.NO,
        rsvp_mode=Rsvp.PHONE,
        rsvp_phone="+1 202 555 0187",
        rsvp_contact_name="Rosa Whitfield",
        picture="orchard",
        topics=["agriculture"],
        tags=["press", "apples"],
        speakers=[
            builder.speaker("noor-haddadin", Speaking.FEATURED),
            builder.speaker("martin-ocampo", Speaking.FEATURED),
        ],
        hosts=[builder.host("fields-first-network", EventHost.Role.COHOST)],
        related=["three-winters-of-counting"],
    )


def _choir(builder: EventBuilder) -> EventPage:
    return builder.event(
        title="An evening with the Harvest Choir",
        summary="Forty voices, songs from four harvests, and stories in between. The evening is postponed; the new "
        "date will appear here.",
        intro="<p>The choir was founded by people who learned their songs at work, most of them before they were "
        "twelve.</p>",
        body=body(
            paragraphs(
                "They sing in five languages and explain each song before it starts: who sang it, at what hour, and "
                "what the foreman thought it meant."
            ),
        ),
        start_date=builder.seeder.day(9, TUESDAY),
        start_time=datetime.time(19, 30),
        time_zone="America/Chicago",
        date_note="A Tuesday in the coming season, to be announced",
        status=Status.POSTPONED,
        status_note="A third of the choir has a cold. We look for a new date; tickets stay valid.",
        attendance_mode=Mode.IN_PERSON,
        venue_name="Prairie Lights Chapel",
        venue_locality="Chicago",
        venue_region="IL",
        venue_country="US",
        access_step_free=Availability.YES,
        access_hearing_loop=Availability.YES,
        rsvp_mode=Rsvp.URL,
        rsvp_url="https://example.org/events/harvest-choir/",
        picture="choir",
        topics=["young-voices"],
        tags=["music"],
        speakers=[EventSpeaker(name="The Harvest Choir", role=Speaking.FEATURED, affiliation="Forty voices")],
    )


def _film_night(builder: EventBuilder) -> EventPage:
    return builder.event(
        title="Film night in the union hall",
        summary="A short documentary about a weaving village, and a long conversation. This evening is canceled.",
        intro="<p>Eighteen minutes of film, shot by pupils of a village school with three borrowed cameras.</p>",
        body=body(
            callout(
                "warning",
                "Canceled",
                "The film can be borrowed for classrooms and for parish halls. Write to "
                '<a href="mailto:films@example.org">films@example.org</a> and we send it.',
            ),
        ),
        start_date=builder.seeder.day(17, TUESDAY),
        start_time=datetime.time(19),
        end_time=datetime.time(21),
        time_zone="America/Denver",
        status=Status.CANCELLED,
        status_note="The roof of the hall leaks on to the screen. We are sorry, and look for a drier one.",
        attendance_mode=Mode.IN_PERSON,
        venue_name="Union Hall",
        venue_room="Upper floor",
        venue_locality="Denver",
        venue_region="CO",
        venue_country="US",
        access_step_free=Availability.NO,
        rsvp_mode=Rsvp.WALK_IN,
        picture="conference-hall",
        topics=["education", "supply-chains"],
        tags=["film"],
    )


def _reading_circle(builder: EventBuilder) -> EventPage:
    return builder.event(
        title="Reading circle: first jobs",
        summary="Eight people read aloud from what they wrote about their first job. Moved online because of a "
        "burst pipe in the library.",
        intro="<p>Some first jobs begin at sixteen, with a name tag. Others begin at seven, without one. An evening "
        "of short texts about both.</p>",
        body=body(
            paragraphs(
                "The texts were read in the order of the age at which the work began. It took a while to get to "
                "sixteen."
            ),
        ),
        start_date=builder.seeder.day(-34, TUESDAY),
        start_time=datetime.time(18),
        end_time=datetime.time(19, 30),
        time_zone="America/New_York",
        status=Status.MOVED_ONLINE,
        status_note="A pipe burst in the library, so the circle met online.",
        attendance_mode=Mode.ONLINE,
        online_note="Everybody who had signed up received the link in the afternoon.",
        access_live_captions=Availability.YES,
        rsvp_mode=Rsvp.NONE,
        picture="reading-room",
        topics=["young-voices"],
        tags=["reading"],
        speakers=[
            builder.speaker("walter-brandvold", Speaking.HOST),
            builder.speaker("delia-marsh", Speaking.FEATURED, "Leaves, by the dozen"),
        ],
    )
