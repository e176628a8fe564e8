"""A site: what a frontend needs on every page."""

from typing import Any

from rest_framework.fields import CharField, IntegerField
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from api.content import representations
from api.content.announcements import announcement_values, collect_announcements
from api.content.navigation import collect_menu, menu_value
from api.content.site_content import SiteContent
from api.loading.linked import LinkedPage
from api.serializers.about_shapes import SocialLinkShape
from api.serializers.base import ContractSerializer
from api.serializers.site_shapes import AnnouncementShape, LocaleShape, NavigationShape, SectionsShape, SiteSeoShape

MENUS = ("header", "footer")


class SiteSerializer(ContractSerializer):
    """A site with the content that editors keep for it.

    Further context: ``content`` (``SiteContent``).
    """

    id = IntegerField()
    name = CharField()
    url = CharField()
    timezone = CharField()
    locales = LocaleShape(many=True)
    navigation = NavigationShape()
    social_links = SocialLinkShape(many=True)
    announcements = AnnouncementShape(many=True)
    sections = SectionsShape()
    seo = SiteSeoShape()

    @property
    def content(self) -> SiteContent:
        """The content that editors keep for the site."""
        content: SiteContent = self.context["content"]
        return content

    def get_name(self, site: Site) -> str:
        return str(site.site_name or site.hostname)

    def get_url(self, site: Site) -> str:
        return str(site.root_url)

    def get_timezone(self, site: Site) -> str:
        return self.content.time_zone

    def collect_locales(self, site: Site) -> None:
        self.related_objects.want_page_at(*self._roots())

    def get_locales(self, site: Site) -> list[dict[str, str]]:
        names = get_content_languages()
        return [
            {"code": page.locale, "name": str(names.get(page.locale, page.locale)), "home_path": page.html_path}
            for page in self._home_pages()
        ]

    def _home_pages(self) -> list[LinkedPage]:
        """The public root pages of the site, the one in the default language first."""
        return [page for path in self._roots() if (page := self.related_objects.pages_by_path.get(path))]

    def _roots(self) -> list[str]:
        """The tree paths of the site's root pages, the one in the default language first."""
        return [root.tree_path for root in self.related_objects.visibility.paths.own_roots]

    def collect_navigation(self, site: Site) -> None:
        for name in MENUS:
            collect_menu(self.content.menu(name), self.related_objects)

    def get_navigation(self, site: Site) -> dict[str, list[dict[str, Any]]]:
        return {name: menu_value(self.content.menu(name), self.related_objects) for name in MENUS}

    def get_social_links(self, site: Site) -> list[dict[str, str]]:
        return self.content.social_links

    def collect_announcements(self, site: Site) -> None:
        collect_announcements(self.content.announcements, self.related_objects)

    def get_announcements(self, site: Site) -> list[dict[str, Any]]:
        return announcement_values(self.content.announcements, self.related_objects)

    def collect_sections(self, site: Site) -> None:
        self.related_objects.want_page_at(*self._roots(), with_cards=True)
        self.related_objects.want("pages", self.content.about, *self.content.sections.values())

    def get_sections(self, site: Site) -> dict[str, Any]:
        home = next(iter(self._home_pages()), None)
        keys = {"home": home.id if home else None, **self.content.sections, "about": self.content.about}
        return {name: representations.page_link(self.related_objects, key) for name, key in keys.items()}

    def collect_seo(self, site: Site) -> None:
        self.related_objects.want("images", self.content.social_image_id)

    def get_seo(self, site: Site) -> dict[str, Any]:
        return {
            "title_suffix": self.content.title_suffix,
            "image": representations.social_image(self.related_objects, self.content.social_image_id),
        }
