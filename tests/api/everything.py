"""One page of each type with every field filled in."""

import datetime
from typing import Any

from wagtail.models import Page

from pages.models import (
    AboutDocument,
    ContactPoint,
    EventHost,
    EventPage,
    EventRelatedPage,
    EventSpeaker,
    Figure,
    Founder,
    GuestBlogPost,
    HomePage,
    HomePageFeatured,
    Leader,
    Member,
    OrganizationAbout,
    PersonLink,
    PostAuthor,
    PostCorrection,
    PostRelatedPage,
    SectionPage,
    SocialLink,
)
from tests.content import (
    add,
    home,
    make_document,
    make_image,
    make_organization,
    make_person,
    make_section,
    make_series,
    make_topic,
    publish,
)
from tests.published import add_published


def block(number: int, kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": f"00000000-0000-4000-8000-{number:012d}"}


class Everything:
    """Records, media and a page of each type, all public and all linked to each other."""

    def __init__(self) -> None:
        self.image = make_image("Feature", caption="A caption", credit="A photographer")
        self.portrait = make_image("Portrait", alt="")
        self.document = make_document("Report")
        self.us = make_organization("Our Coalition", short_name="OC", kind="coalition", url="https://oc.example.org")
        self.us.logo = self.image
        self.us.description = "<p>We are many.</p>"
        self.us.save_revision().publish()
        self.person = make_person(
            "Ada Writer",
            job_title="Director",
            organization=self.us,
            bio="<p>Writes.</p>",
            photo=self.portrait,
            internal_note="CANARY-NOTE",
        )
        self.person.links.set([PersonLink(label="Site", url="https://ada.example.org")])
        self.person.save_revision().publish()
        self.topic = make_topic("Safe work", description="Work that harms nobody.")
        self.series = make_series("Briefings", summary="A briefing each June.", image=self.image)
        self.section: SectionPage = make_section(title="News", shows="posts", summary="What is new.")
        self.about = self._about()
        self.post = self._post()
        self.event = self._event()
        self.home = self._home()

    def body(self, link: Page) -> list[dict[str, Any]]:
        image = {"image": self.image.pk, "alt_text": "In this text", "decorative": False}
        paragraph = (
            f'<p>Read <a linktype="page" id="{link.pk}">this</a>, <a linktype="document" id="{self.document.pk}">that'
            '</a> and <a href="https://example.org/">more</a>, not <a linktype="page" id="999999">nothing</a>.</p>'
        )
        no_link = {"page": None, "document": None, "url": "", "email": "", "phone": "", "label": ""}
        return [
            block(1, "paragraph", paragraph),
            block(2, "heading", {"text": "The facts", "level": "2"}),
            block(3, "image", {"image": image, "caption": "", "layout": "wide"}),
            block(4, "gallery", {"images": [block(41, "item", image)]}),
            block(
                5,
                "quote",
                {
                    "text": "Enough.",
                    "attribution": "",
                    "role": "",
                    "person": self.person.pk,
                    "attribution_url": "",
                    "source_url": "https://example.org/speech",
                },
            ),
            block(6, "embed", {"url": "https://video.example.org/1", "title": "A film"}),
            block(7, "call_to_action", {"text": "Write to them", "link": {**no_link, "page": link.pk}}),
            block(8, "call_to_action", {"text": "Call", "link": {**no_link, "phone": "+1 202 555", "label": "Now"}}),
            block(9, "document", {"document": self.document.pk, "description": "All of it"}),
            block(
                10,
                "table",
                {
                    "data": [["Year", "Number"], ["2023", "7"]],
                    "first_row_is_table_header": True,
                    "first_col_is_header": False,
                    "table_caption": "Numbers",
                },
            ),
            block(11, "callout", {"tone": "warning", "title": "Note", "text": "<p>Soon.</p>"}),
            block(12, "people", {"people": [block(121, "item", self.person.pk)]}),
            block(13, "related_pages", {"pages": [block(131, "item", link.pk)]}),
            block(14, "heading", {"text": "The facts", "level": "3"}),
        ]

    def _about(self) -> OrganizationAbout:
        about = OrganizationAbout(
            title="About us",
            subtitle="Who we are",
            summary="In short.",
            feature_image=self.image,
            organization=self.us,
            legal_name="Our Coalition Inc.",
            tagline="Together",
            mission="<p>To end it.</p>",
            boilerplate=f'<p>See <a linktype="page" id="{self.section.pk}">news</a>.</p>',
            founded_year=1989,
            member_kinds="unions\n\nteachers",
            member_count_as_of=datetime.date(2024, 1, 1),
            address_street="1 Main Street",
            address_locality="Springfield",
            address_country="US",
            body=self.body(self.section),
        )
        rows: dict[str, list[Any]] = {
            "founders": [Founder(organization=self.us)],
            "leadership": [Leader(person=self.person, role="Chair", since=datetime.date(2020, 1, 1))],
            "members": [
                Member(name="Teachers Together", since=datetime.date(2001, 2, 3)),
                Member(organization=self.us),
            ],
            "figures": [Figure(label="Members", value="35", as_of=datetime.date(2024, 1, 1))],
            "contact_points": [ContactPoint(kind="press", email="press@example.org", phone="+1 202 555 0100")],
            "social_links": [SocialLink(platform="Mastodon", url="https://social.example.org/@oc")],
            "documents": [AboutDocument(document=self.document)],
        }
        return add_published(home(), about, **rows)

    def _post(self) -> GuestBlogPost:
        post = GuestBlogPost(
            title="Why we ask",
            subtitle="A question",
            summary="",
            intro="<p>It began early. It went on &amp; on.</p>",
            published_on=datetime.date(2024, 5, 17),
            updated_on=datetime.date(2024, 6, 1),
            feature_image=self.image,
            disclaimer="Their own view.",
            original_title="First here",
            original_url="https://elsewhere.example.org/",
            original_published_on=datetime.date(2024, 5, 1),
            body=self.body(self.about),
        )
        rows: dict[str, list[Any]] = {
            "authors": [
                PostAuthor(person=self.person, role="author"),
                PostAuthor(name="Kim Translator", role="translator", byline="Translator, Example Press"),
            ],
            "corrections": [PostCorrection(date=datetime.date(2024, 6, 2), text="A name was wrong.")],
            "related_pages": [PostRelatedPage(page=self.about)],
        }
        add(self.section, post, **rows)
        post.topics.set([self.topic])
        post.tags.add("hope", "change")
        return publish(post)

    def _event(self) -> EventPage:
        event = EventPage(
            title="A briefing",
            intro="<p>Come and listen.</p>",
            summary="A briefing for all.",
            feature_image=self.image,
            start_date=datetime.date(2017, 6, 16),
            start_time=datetime.time(13),
            end_time=datetime.time(14),
            time_zone="America/New_York",
            status_note="As planned.",
            attendance_mode="hybrid",
            venue_name="Town hall",
            venue_room="2172",
            price="25",
            price_note="Free for members.",
            venue_street="1 Main Street",
            venue_locality="Springfield",
            venue_region="DC",
            venue_postal_code="20515",
            venue_country="US",
            venue_latitude="38.886700",
            venue_longitude="-77.010600",
            venue_map_url="https://map.example.org/",
            venue_accessibility="Ramp on the left.",
            venue_note="Bring an identity card.",
            online_url="https://meet.example.org/1",
            online_platform="Meet",
            access_step_free="yes",
            access_sign_language="on_request",
            rsvp_mode="email",
            rsvp_email="rsvp@example.org",
            rsvp_contact_name="Robin Example",
            rsvp_label="Reply",
            rsvp_opens_on=datetime.date(2017, 5, 1),
            rsvp_deadline_on=datetime.date(2017, 6, 14),
            series=self.series,
            series_number=3,
            body=self.body(self.about),
        )
        rows: dict[str, list[Any]] = {
            "speakers": [
                EventSpeaker(name="Sam Speaker", role="featured", affiliation="Farm worker", talk_title="My summer"),
                EventSpeaker(person=self.person, role="keynote"),
                EventSpeaker(name="CANARY-UNCONFIRMED", confirmed=False),
            ],
            "hosts": [EventHost(organization=self.us), EventHost(name="A friend", role="in_cooperation")],
            "related_pages": [EventRelatedPage(page=self.about)],
        }
        add(self.section, event, **rows)
        event.topics.set([self.topic])
        event.tags.add("hope")
        return publish(event)

    def _home(self) -> HomePage:
        page = home()
        page.subtitle = "Welcome"
        page.summary = "All of it."
        page.feature_image = self.image
        page.featured.set([HomePageFeatured(page=self.event), HomePageFeatured(page=self.post)])
        return publish(page)
