"""The front page and sections."""

from typing import Any

from rest_framework.fields import ChoiceField

from api.content import representations
from api.serializers.page import FullPageSerializer
from api.shapes.page_link import PageLinkShape
from pages.models import HomePage, SectionPage


class HomePageSerializer(FullPageSerializer):
    """A site's front page."""

    featured = PageLinkShape(many=True)

    form_fields = {**FullPageSerializer.form_fields, "featured": "featured"}
    relations = {"featured": ("featured",)}

    def _featured(self, page: HomePage) -> list[int]:
        return [row.page_id for row in self.child_relations.of(page, "featured")]

    def collect_featured(self, page: HomePage) -> None:
        representations.want_links(self.related_objects, self._featured(page), self.shows_inside("featured", "listing"))

    def get_featured(self, page: HomePage) -> list[dict[str, Any]]:
        return representations.page_links(self.related_objects, self._featured(page))


class SectionPageSerializer(FullPageSerializer):
    """A section, or a plain page."""

    shows = ChoiceField(SectionPage.Shows.choices)

    form_fields = {**FullPageSerializer.form_fields, "shows": "shows"}

    def web_page_type_of(self, page: SectionPage) -> str:
        return "WebPage" if page.shows == SectionPage.Shows.NOTHING else "CollectionPage"
