"""The content model: this list of names is what editors can write."""

from pages.models.announcements import Announcements
from pages.models.event_page import EventPage
from pages.models.event_rows import EventHost, EventRelatedPage, EventSpeaker
from pages.models.guest_blog_post import GuestBlogPost, PostAuthor, PostCorrection, PostRelatedPage
from pages.models.home_page import HomePage, HomePageFeatured
from pages.models.image import Image, Rendition
from pages.models.navigation import Navigation
from pages.models.organization import Organization
from pages.models.organization_about import OrganizationAbout
from pages.models.organization_about_rows import (
    AboutDocument,
    ContactPoint,
    Figure,
    Founder,
    Leader,
    Member,
    SocialLink,
)
from pages.models.person import Person, PersonLink
from pages.models.preview_session import PreviewSession
from pages.models.search_document import SearchDocument
from pages.models.section_page import SectionPage
from pages.models.share_link import ShareLink
from pages.models.site_settings import SiteSettings
from pages.models.topic import Topic
from pages.models.user import User
from pages.models.withdrawn_path import WithdrawnPath

__all__ = [
    "AboutDocument",
    "Announcements",
    "ContactPoint",
    "EventHost",
    "EventPage",
    "EventRelatedPage",
    "EventSpeaker",
    "Figure",
    "Founder",
    "GuestBlogPost",
    "HomePage",
    "HomePageFeatured",
    "Image",
    "Leader",
    "Member",
    "Navigation",
    "Organization",
    "OrganizationAbout",
    "Person",
    "PersonLink",
    "PostAuthor",
    "PostCorrection",
    "PostRelatedPage",
    "PreviewSession",
    "Rendition",
    "SearchDocument",
    "SectionPage",
    "ShareLink",
    "SiteSettings",
    "SocialLink",
    "Topic",
    "User",
    "WithdrawnPath",
]
