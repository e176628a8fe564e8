"""Events that go as planned: in person, online, hybrid, over several days and all-day."""

import datetime

from wagtail.models import Page

from demo.body import body, bullets, callout, heading, paragraphs
from demo.event_builder import FRIDAY, THURSDAY, WEDNESDAY, EventBuilder
from pages.models import EventHost, EventPage, EventSpeaker

Availability = EventPage.Availability
Mode = EventPage.AttendanceMode
Rsvp = EventPage.RsvpMode
Speaking = EventSpeaker.Role


def seed_events(builder: EventBuilder, section: Page) -> list[EventPage]:
    """Return the events, and create those that are missing."""
    builds = {
        "a-story-for-your-representative": lambda: _story_morning(builder),
        "how-to-read-a-suppliers-answer": lambda: _webinar(builder),
        "schools-and-fields": lambda: _conference(builder),
        "letter-writing-day": lambda: _letter_day(builder),
    }
    return [builder.seeder.page(section, EventPage, slug, build) for slug, build in builds.items()]


def _story_morning(builder: EventBuilder) -> EventPage:
    day = builder.seeder.day(24, WEDNESDAY)
    return builder.event(
        title="A story for your representative",
        subtitle="A morning on the Hill for first-timers",
        summary="Bring one true story and comfortable shoes. We practice for an hour, walk over together, and you "
        "tell it to somebody who votes.",
        intro="<p>You have never been in a congressional office? Good. Neither had we, once. After this morning you "
        "have.</p>",
        body=body(
            bullets(
                "What the morning looks like:",
                "9:00: coffee, and a story in two minutes",
                "10:00: practice in pairs: tell it, ask for one thing, stop",
                "11:00: short visits in groups of three, each with somebody who knows the way",
            ),
            callout(
                "info",
                "No story of your own?",
                "Come all the same. Some stories want to be passed on, with permission.",
            ),
        ),
        start_date=day,
        start_time=datetime.time(9),
        end_time=datetime.time(12, 30),
        time_zone="America/New_York",
        attendance_mode=Mode.IN_PERSON,
        venue_name="Lark Street Community House",
        venue_room="Garden room",
        venue_street="100 Example Street",
        venue_locality="Washington",
        venue_region="DC",
        venue_country="US",
        venue_map_url="https://maps.example.org/lark-street-community-house",
        venue_accessibility="The entrance on the garden side has no step. Ring the lower bell and we open.",
        access_step_free=Availability.YES,
        access_accessible_toilets=Availability.YES,
        access_hearing_loop=Availability.NO,
        access_sign_language=Availability.ON_REQUEST,
        access_childcare=Availability.YES,
        rsvp_mode=Rsvp.URL,
        rsvp_url="https://example.org/events/story/",
        rsvp_label="Reserve a chair",
        rsvp_deadline_on=day - datetime.timedelta(5),
        picture="community-house",
        topics=["law-and-enforcement", "young-voices"],
        tags=["congress", "training"],
        speakers=[
            builder.speaker("noor-haddadin", Speaking.MODERATOR),
            builder.speaker("delia-marsh", Speaking.FEATURED, "Two minutes are plenty"),
        ],
        hosts=[builder.host("fields-first-network", EventHost.Role.COHOST)],
        related=["the-third-week-of-august"],
    )


def _webinar(builder: EventBuilder) -> EventPage:
    day = builder.seeder.day(12, THURSDAY)
    return builder.event(
        title="How to read a supplier's answer",
        summary="“We comply with all applicable laws.” What that sentence says, what it leaves out, and what to ask "
        "next. Online, with real letters.",
        intro="<p>You asked a company where its cotton comes from, and it answered. Now what? Bring the letter; we "
        "read it together.</p>",
        body=body(
            paragraphs(
                "Samuel Adeyo and Priya Ranganath take six answers apart, three evasive ones and three that deserve a "
                "thank-you note. The second half belongs to the letters that you send us beforehand, without names."
            ),
        ),
        start_date=day,
        start_time=datetime.time(15),
        end_time=datetime.time(16, 15),
        time_zone="Europe/London",
        attendance_mode=Mode.ONLINE,
        online_platform="Video meeting in the browser",
        online_note="The link is sent to everybody who signed up, on the day before.",
        access_live_captions=Availability.YES,
        access_interpretation=Availability.ON_REQUEST,
        rsvp_mode=Rsvp.EMAIL,
        rsvp_email="webinars@example.org",
        rsvp_contact_name="Rosa Whitfield",
        rsvp_label="Send me the link",
        picture="online-meeting",
        topics=["supply-chains"],
        tags=["webinar", "cotton"],
        speakers=[
            builder.speaker("samuel-adeyo", Speaking.FEATURED),
            builder.speaker("priya-ranganath", Speaking.FEATURED),
            builder.speaker("ines-halloran", Speaking.HOST),
        ],
        hosts=[builder.host("lantern-institute", EventHost.Role.COHOST)],
        related=["a-shirt-read-backward"],
    )


def _conference(builder: EventBuilder) -> EventPage:
    day = builder.seeder.day(75, WEDNESDAY)
    return builder.event(
        title="Schools and Fields",
        subtitle="A working conference in Nairobi and online",
        summary="Three days for those who teach where children work: what brings pupils back, what keeps them, and "
        "what to do in planting time.",
        intro="<p>No panels of five and no slides after lunch. Each session starts with a school and ends with "
        "something that another school can try.</p>",
        body=body(
            heading("Three days"),
            bullets(
                "Each day has one question:",
                "<b>Day one:</b> Who is missing, and since when?",
                "<b>Day two:</b> What would bring them back?",
                "<b>Day three:</b> Who pays, and who decides?",
            ),
            heading("Taking part from elsewhere"),
            paragraphs(
                "All morning sessions can be followed online, with captions in English and interpretation into "
                "Swahili and French. The afternoons are for those in the room; their notes go online on the same "
                "evening."
            ),
        ),
        start_date=day,
        start_time=datetime.time(8, 30),
        end_date=day + datetime.timedelta(2),
        end_time=datetime.time(16),
        time_zone="Africa/Nairobi",
        attendance_mode=Mode.HYBRID,
        venue_name="Jacaranda Hall",
        venue_locality="Nairobi",
        venue_country="KE",
        venue_latitude="-1.286400",
        venue_longitude="36.817200",
        venue_accessibility="All rooms are on the ground floor. A quiet room with a couch is beside the entrance.",
        online_url="https://live.example.org/schools-and-fields/",
        online_platform="Live stream with chat",
        access_step_free=Availability.YES,
        access_accessible_toilets=Availability.YES,
        access_live_captions=Availability.YES,
        access_sign_language=Availability.YES,
        access_interpretation=Availability.YES,
        access_quiet_room=Availability.YES,
        rsvp_mode=Rsvp.URL,
        rsvp_url="https://example.org/schools-and-fields/register/",
        rsvp_label="Register",
        rsvp_opens_on=builder.seeder.day(7),
        rsvp_opens_time=datetime.time(10),
        rsvp_deadline_on=day - datetime.timedelta(14),
        picture="city",
        topics=["education", "agriculture"],
        tags=["conference", "teachers"],
        speakers=[
            builder.speaker("grace-wanjala", Speaking.KEYNOTE, "The chairs of planting time"),
            builder.speaker("delia-marsh", Speaking.FEATURED, "A unit about leaves"),
            builder.speaker("martin-ocampo", Speaking.FEATURED, "Four minutes at an empty stop"),
            builder.speaker("ines-halloran", Speaking.PANELIST),
            builder.speaker("samuel-adeyo", Speaking.PANELIST),
            EventSpeaker(name="A former herder", role=Speaking.PANELIST, affiliation="Who prefers to give no name"),
            builder.speaker("noor-haddadin", Speaking.MODERATOR),
        ],
        hosts=[
            builder.host("open-bell-alliance", EventHost.Role.COHOST),
            EventHost(name="Jacaranda Hall Trust", role=EventHost.Role.SPONSOR),
        ],
        related=["the-third-week-of-august", "the-bus-that-waits"],
    )


def _letter_day(builder: EventBuilder) -> EventPage:
    return builder.event(
        title="Letter-writing day",
        summary="One day, many kitchen tables: write a letter to a company, a council or a child's school. At your "
        "own hour, with help by e-mail until late.",
        intro="<p>All day, wherever you are. We send you a short guide the evening before and answer every question "
        "on the day.</p>",
        body=body(
            paragraphs(
                "Some write alone with a pot of tea. Others push tables together in a library or a parish hall. If "
                "you host such a table, tell us the town, and we point your neighbors to it."
            ),
        ),
        start_date=builder.seeder.day(31, FRIDAY),
        all_day=True,
        time_zone="America/New_York",
        attendance_mode=Mode.IN_PERSON,
        venue_note="At your own table, or at one near you: write to us and we tell you where.",
        rsvp_mode=Rsvp.WALK_IN,
        picture="kitchen-table",
        topics=["young-voices", "supply-chains"],
        tags=["letters"],
        related=["look-at-the-coats"],
    )
