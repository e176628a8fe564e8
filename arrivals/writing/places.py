"""Where pages go: the page above them, and their slug there."""

from itertools import count
from typing import Any
from urllib.parse import quote

from django.conf import settings
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from arrivals.records.event import ArrivingEvent
from arrivals.records.page import ArrivingPage
from arrivals.records.post import ArrivingPost
from arrivals.writing.ledger import Ledger
from arrivals.writing.options import ImportOptions
from pages.fields.slugs import slug_from
from pages.images.addresses import rendition_url
from pages.images.renditions import SPECS
from pages.models import Person, SectionPage, Topic
from pages.publishing.page_slug import SLUG_LENGTH, page_slug


class Places:
    """The places of the pages of one import."""

    def __init__(self, options: ImportOptions, ledger: Ledger) -> None:
        self._options = options
        self._ledger = ledger
        self._home = options.site.root_page
        shows = SectionPage.Shows
        self._posts = options.posts_below or self._section(shows.POSTS)
        self._events = options.events_below or self._section(shows.EVENTS)
        self._pages = options.pages_below or self._home

    def parent_of(self, record: ArrivingPage) -> Page:
        """Return the page below which a new page goes, read anew: it knows how many are below it."""
        above = self._ledger.object(record.parent)
        if not isinstance(above, Page):
            above = self._pages
            if isinstance(record, ArrivingPost):
                above = self._posts
            elif isinstance(record, ArrivingEvent):
                above = self._events
        return Page.objects.get(pk=above.pk)

    def link_to(self, content: Any) -> str:
        """Return the path or URL of something that is no page, or ``""`` if it has none.

        People are below the section that lists them, and a topic selects from the list of posts.
        """
        shows = SectionPage.Shows
        if isinstance(content, Person):
            section = self._path_of(shows.PEOPLE)
            return f"{section}{quote(content.slug)}/" if section else ""
        if isinstance(content, Topic):
            section = self._path_of(shows.POSTS)
            return f"{section}?topic={quote(content.slug)}" if section else ""
        if isinstance(content, AbstractImage):
            return rendition_url(content, SPECS["1600"], "jpg")
        if isinstance(content, AbstractDocument):
            return f"{settings.CMS_BASE_URL.rstrip('/')}{content.url}"
        return ""

    def _path_of(self, shows: str) -> str:
        section = self._found_section(shows)
        return path_of_page(section) if section else ""

    def slug_of(self, record: ArrivingPage, page: Any, parent: Page) -> str:
        """Return a slug that no other page below ``parent`` has: that of the record or one made from its title."""
        base = slug_from(record.slug)[:SLUG_LENGTH] or page_slug(page)
        if Page._slug_is_available(base, parent):
            return base
        return next(
            candidate for number in count(2) if Page._slug_is_available(candidate := f"{base}-{number}", parent)
        )

    def _section(self, shows: str) -> Page:
        return self._found_section(shows) or self._home

    def _found_section(self, shows: str) -> SectionPage | None:
        return section_that_shows(shows, self._home)


def section_that_shows(shows: str, home: Page) -> SectionPage | None:
    """Return the section below ``home`` that lists pages or records of a kind: rather a public one near the top."""
    sections = SectionPage.objects.descendant_of(home).filter(shows=shows)
    return sections.order_by("-live", "depth", "path").first()


def path_of_page(page: Page) -> str:
    """Return the path of a page on its site, or ``""`` if no site serves it."""
    parts = page.specific_deferred.get_url_parts()
    return parts[2] if parts else ""
