"""The content model: all models of this application."""

from pages.accounts.calendar_address import CalendarAddress
from pages.accounts.user import User
from pages.images.image import Image, Rendition
from pages.models.answered_save import AnsweredSave
from pages.models.event_page import EventPage
from pages.models.event_rows import EventHost, EventRelatedPage, EventSpeaker
from pages.models.former_path import FormerPath
from pages.models.guest_blog_post import GuestBlogPost, PostAuthor, PostCorrection, PostRelatedPage
from pages.models.home_page import HomePage, HomePageFeatured
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
from pages.models.search_document import SearchDocument
from pages.models.section_page import SectionPage
from pages.models.withdrawn_path import WithdrawnPath
from pages.previews.preview_session import PreviewSession
from pages.previews.share_link import ShareLink
from pages.publishing.scheduled_record import ScheduledRecord
from pages.records.event_series import EventSeries
from pages.records.former_slug import FormerSlug
from pages.records.organization import Organization
from pages.records.person import Person, PersonLink
from pages.records.topic import Topic
from pages.sites.announcements import Announcements
from pages.sites.navigation import Navigation
from pages.sites.site_settings import SiteSettings
from pages.visibility.media_use import MediaUse
from pages.visibility.public_library import PublicLibrary

__all__ = [
    "AboutDocument",
    "Announcements",
    "AnsweredSave",
    "CalendarAddress",
    "ContactPoint",
    "EventHost",
    "EventPage",
    "EventRelatedPage",
    "EventSeries",
    "EventSpeaker",
    "Figure",
    "FormerPath",
    "FormerSlug",
    "Founder",
    "GuestBlogPost",
    "HomePage",
    "HomePageFeatured",
    "Image",
    "Leader",
    "MediaUse",
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
    "PublicLibrary",
    "Rendition",
    "ScheduledRecord",
    "SearchDocument",
    "SectionPage",
    "ShareLink",
    "SiteSettings",
    "SocialLink",
    "Topic",
    "User",
    "WithdrawnPath",
]
