"""The metadata of a feed, independent of its format."""

import datetime
from dataclasses import dataclass

from wagtail.models import Page, Site

from api.entries.printable import printable
from api.registry.page_types import page_types
from api.tags.dependencies import depend_on_hidden, depend_on_lists, depend_on_objects
from api.tags.names import object_tag
from pages.models import SectionPage
from pages.models.base import BasePage
from pages.visibility.visibility import Visibility


@dataclass(frozen=True)
class Channel:
    """The metadata of a feed: ``url`` is the page on the frontend with the same content, ``feed_url`` the feed itself.

    ``updated`` is the date of a feed without items.
    """

    title: str
    summary: str
    publisher: str
    publisher_url: str
    url: str
    feed_url: str
    language: str
    updated: datetime.datetime


def site_channel(
    site: Site, visibility: Visibility, model: type[BasePage], feed_url: str, language: str | None
) -> Channel:
    """Return the metadata of the feed of a page type on the site of ``visibility``.

    Its title is that of the first section in the tree that shows pages of the type, in ``language`` if one is
    requested. If no section can show the type, it is the name of the type.
    """
    paths = visibility.paths
    shows = page_types()[model].endpoint
    depend_on_lists(SectionPage)
    sections = visibility.pages(SectionPage.objects.filter(shows=shows)).defer("body")
    if language:
        sections = sections.filter(locale__language_code=language)
    section = min(sections, key=lambda page: paths.own_order(page.path), default=None)
    root = next((root for root in paths.own_roots if root.language_code == language), paths.own_roots[0])
    home_url = root.root_url + root.html_path(root.url_path)
    name = printable(site.site_name or site.hostname)
    plural = "" if shows in SectionPage.Shows.values else str(model._meta.verbose_name_plural).capitalize()
    title = ": ".join(filter(None, (name, printable(section.title) if section else plural)))
    published_at = _published_at(site.root_page, visibility) or datetime.datetime.fromtimestamp(0, datetime.UTC)
    return Channel(
        title=title,
        summary=printable((section.summary or section.excerpt) if section else "") or title,
        publisher=name,
        publisher_url=f"{site.root_url}/",
        url=(paths.html_url(section) if section else None) or home_url,
        feed_url=feed_url,
        language=printable(language or root.language_code),
        updated=published_at.astimezone(datetime.UTC).replace(microsecond=0),
    )


def _published_at(page: Page, visibility: Visibility) -> datetime.datetime | None:
    """Return when a page was last published, or ``None`` for a page that is not public."""
    if not page.live or visibility.is_restricted(page.path):
        depend_on_hidden(object_tag("page", page.pk))
        return None
    depend_on_objects([page])
    return page.last_published_at
