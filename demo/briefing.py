"""The briefing of 16 June 2017. Its facts are real except for the young speaker's name and the contact."""

import datetime

from wagtail.models import Page

from demo.body import body, bullets, callout, heading, paragraphs
from demo.seeder import Seeder, in_order, link_to
from pages.models import EventHost, EventPage, EventSpeaker, Organization, OrganizationAbout, Person, Topic


def seed_briefing(
    seeder: Seeder,
    events: Page,
    about: OrganizationAbout,
    organizations: dict[str, Organization],
    people: dict[str, Person],
    topics: dict[str, Topic],
) -> EventPage:
    """Return the briefing, and create it if it is missing."""

    def build() -> EventPage:
        event = EventPage(
            title="World Day Against Child Labor: a briefing in Congress",
            kicker_text="Congressional briefing",
            subtitle="With Kailash Satyarthi, 2014 Nobel Peace laureate",
            summary="One hour on Capitol Hill about children who work: a Nobel laureate, two experts and a young "
            "woman who knows the tobacco fields from within.",
            intro="<p>To mark the World Day Against Child Labor, the Child Labor Coalition and its partners invite "
            "you to a briefing in the House of Representatives. Come and listen to those who research child labor, "
            "those who act against it, and somebody who has done it.</p>",
            feature_image=seeder.library.image("capitol"),
            body=body(
                heading("What it is about"),
                paragraphs(
                    "Much of what is said about child labor is said far away from it. For one hour in June that "
                    "distance shrinks. Our keynote speaker, <b>Kailash Satyarthi</b>, received the Nobel Peace "
                    "Prize in 2014. After him, two people speak whose desks are full of evidence, and one who needs "
                    "none, because she was there.",
                    f"The briefing is free. It is held by {link_to(about, 'the coalition')} with two partner "
                    "organizations, in cooperation with the Congressional Caucus on Human Trafficking.",
                ),
                heading("The hour"),
                bullets(
                    "From 1 pm to 2 pm:",
                    "Welcome by the hosts",
                    "Keynote: Kailash Satyarthi",
                    "Three short talks: Jo Becker, Kevin Willcutts and Elena Marrow",
                    "Your questions",
                ),
                callout(
                    "info",
                    "About one of the names",
                    "Not everybody who speaks up should be found by a search engine. The young speaker has no page "
                    "of her own here, and “Elena Marrow” is a name made up for this site.",
                ),
            ),
            start_date=datetime.date(2017, 6, 16),
            start_time=datetime.time(13),
            end_time=datetime.time(14),
            time_zone="America/New_York",
            attendance_mode=EventPage.AttendanceMode.IN_PERSON,
            venue_name="Rayburn House Office Building",
            venue_room="Room 2172",
            venue_locality="Washington",
            venue_region="DC",
            venue_country="US",
            rsvp_mode=EventPage.RsvpMode.EMAIL,
            rsvp_email="briefings@example.org",
            rsvp_contact_name="Rosa Whitfield",
            rsvp_label="Save me a seat",
        )
        role = EventSpeaker.Role
        event.speakers = in_order(
            [
                EventSpeaker(person=people["kailash-satyarthi"], role=role.KEYNOTE),
                EventSpeaker(person=people["jo-becker"], role=role.FEATURED),
                EventSpeaker(person=people["kevin-willcutts"], role=role.FEATURED),
                EventSpeaker(name="Elena Marrow", role=role.FEATURED, affiliation="Former tobacco-field worker"),
            ]
        )
        hosts = [
            ("child-labor-coalition", EventHost.Role.HOST),
            ("alliance-to-end-slavery-and-trafficking", EventHost.Role.COHOST),
            ("kailash-satyarthi-childrens-foundation", EventHost.Role.COHOST),
            ("congressional-caucus-on-human-trafficking", EventHost.Role.IN_COOPERATION),
        ]
        event.hosts = in_order(EventHost(organization=organizations[slug], role=part) for slug, part in hosts)
        event.topics = [topics["law-and-enforcement"], topics["young-voices"]]
        event.tags.add("world day", "congress")
        return event

    return seeder.page(events, EventPage, "world-day-briefing-2017", build)
