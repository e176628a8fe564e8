"""The content that editors keep for a whole site. Each part is read from the database once, when it is needed."""

from functools import cached_property
from typing import Any

from django.conf import settings

from api.content.announcements import current_announcements
from api.formats.addresses import web_address
from api.loading.sound_columns import sound
from api.tags.dependencies import depend_on_lists, depend_on_objects
from pages.models import Announcements, Navigation, OrganizationAbout, SectionPage, SiteSettings, SocialLink
from pages.visibility.visibility import Visibility


class SiteContent:
    """The menus, announcements, settings and sections of the site of a response."""

    #: The kinds of sections whose keys ``sections`` holds.
    shown = (SectionPage.Shows.POSTS.value, SectionPage.Shows.EVENTS.value)

    def __init__(self, visibility: Visibility) -> None:
        self.visibility = visibility
        if visibility.site is not None:
            depend_on_objects([visibility.site])

    @cached_property
    def _settings(self) -> SiteSettings:
        # A site without settings has the defaults; reading creates no row.
        return sound(SiteSettings.objects.filter(site=self.visibility.site).first() or SiteSettings())

    @cached_property
    def _navigation(self) -> Navigation | None:
        return Navigation.objects.filter(site=self.visibility.site).first()

    @property
    def time_zone(self) -> str:
        """The IANA name of the organization's time zone."""
        return self._settings.time_zone or settings.TIME_ZONE

    @property
    def title_suffix(self) -> str:
        """The text after the title of a page in browsers and search results."""
        return self._settings.title_suffix

    @property
    def social_image_id(self) -> int | None:
        """The key of the sharing image for pages without one."""
        return self._settings.social_image_id

    def menu(self, name: str) -> Any:
        """Return the stored entries of a menu, ``header`` or ``footer``."""
        return getattr(self._navigation, name).raw_data if self._navigation else []

    @cached_property
    def announcements(self) -> list[dict[str, Any]]:
        """The stored announcements that are shown at the instant of the response."""
        found = Announcements.objects.filter(site=self.visibility.site).first()
        return current_announcements(found.announcements.raw_data, self.visibility.at) if found else []

    @cached_property
    def social_links(self) -> list[dict[str, str]]:
        """The organization's profiles on other sites: from the site's settings, else from the page about it."""
        stored = [block["value"] for block in self._settings.social_links.raw_data]
        own = [(str(value.get("platform") or ""), web_address(value.get("url"))) for value in stored]
        if not own and self.about is not None:
            rows = SocialLink.objects.filter(about=self.about).order_by("sort_order", "pk")
            own = [(sound(row).platform, web_address(row.url)) for row in rows]
        return [{"platform": platform, "url": url} for platform, url in own if url]

    @cached_property
    def about(self) -> int | None:
        """The key of the page that ``/organization/`` serves."""
        depend_on_lists(OrganizationAbout)
        pages = self.visibility.pages(OrganizationAbout.objects.all())
        return self.visibility.paths.first(pages.values_list("path", "pk"))

    @cached_property
    def sections(self) -> dict[str, int | None]:
        """The keys of the sections for posts and for events: the first of each in the tree."""
        depend_on_lists(SectionPage)
        pages = self.visibility.pages(SectionPage.objects.filter(shows__in=self.shown))
        found = list(pages.values_list("shows", "path", "pk"))
        return {
            kind: self.visibility.paths.first((path, key) for shows, path, key in found if shows == kind)
            for kind in self.shown
        }
