"""What this project itself serves: its kinds of objects, its blocks and its page types.

Another application registers its definitions in its own ``AppConfig.ready``, as this one does.
"""

from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Page, Site

from api.blocks.vocabulary import register_own_blocks
from api.content.representations import represent_organization, represent_person, represent_series
from api.entries.event_calendar import EVENT_CALENDAR
from api.entries.event_entry import EVENT_ENTRY
from api.entries.post_entry import POST_ENTRY
from api.registry.kinds import Kind, RecordKind, register_kind
from api.registry.page_types import PageType, register_page_type
from api.serializers.event_page import EventPageSerializer
from api.serializers.event_series import EventSeriesSerializer
from api.serializers.guest_blog_post import GuestBlogPostSerializer
from api.serializers.home_page import HomePageSerializer, SectionPageSerializer
from api.serializers.organization_about import OrganizationAboutSerializer
from api.serializers.record import OrganizationSerializer, PersonSerializer
from api.tools.vocabulary import register_own_tools
from pages.images.image import Image
from pages.models.event_page import EventPage
from pages.models.guest_blog_post import GuestBlogPost
from pages.models.home_page import HomePage
from pages.models.organization_about import OrganizationAbout
from pages.models.section_page import SectionPage
from pages.records.event_series import EventSeries
from pages.records.organization import Organization
from pages.records.person import Person
from pages.records.topic import Topic
from pages.urls.redirects import public_redirects


def collect_person(related: Any, person: Person) -> None:
    """Register what rows and lists show of a person, so that it is loaded."""
    related.want("images", person.photo_id)
    related.want_rich_text(person.bio)


def collect_organization(related: Any, organization: Organization) -> None:
    """Register what rows and lists show of an organization, so that it is loaded."""
    related.want("images", organization.logo_id)


def collect_series(related: Any, series: EventSeries) -> None:
    """Register what events show of their series: nothing beside itself."""


#: Kinds on which the visibility of others depends come first.
OWN_KINDS = (
    Kind("page", Page),
    RecordKind(
        "person",
        Person,
        endpoint="people",
        serializer=PersonSerializer,
        section=SectionPage.Shows.PEOPLE.value,
        collect=collect_person,
        short=represent_person,
    ),
    RecordKind(
        "organization",
        Organization,
        endpoint="organizations",
        serializer=OrganizationSerializer,
        collect=collect_organization,
        short=represent_organization,
    ),
    RecordKind(
        "series",
        EventSeries,
        endpoint="series",
        serializer=EventSeriesSerializer,
        collect=collect_series,
        short=represent_series,
    ),
    Kind("topic", Topic, lambda visibility, topics: topics),
    Kind("image", Image),
    Kind("document", Document),
    Kind("redirect", Redirect, public_redirects),
    Kind("site", Site, lambda visibility, sites: sites),
)
OWN_PAGE_TYPES = {
    HomePage: PageType(HomePageSerializer),
    SectionPage: PageType(SectionPageSerializer),
    GuestBlogPost: PageType(GuestBlogPostSerializer, "posts", "-published_on", entry=POST_ENTRY),
    EventPage: PageType(EventPageSerializer, "events", "starts_at", entry=EVENT_ENTRY, calendar=EVENT_CALENDAR),
    OrganizationAbout: PageType(OrganizationAboutSerializer),
}


def register_own_definitions() -> None:
    """Register what this project serves."""
    for kind in OWN_KINDS:
        register_kind(kind, own=True)
    register_own_blocks()
    for model, page_type in OWN_PAGE_TYPES.items():
        register_page_type(model, page_type, own=True)
    register_own_tools()
