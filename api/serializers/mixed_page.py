"""Pages of several types in one list."""

from typing import Any

from wagtail.models import Page

from api.content import representations
from api.serializers.page import PageSerializer


class MixedPageSerializer(PageSerializer):
    """The fields that pages of all types share, and their cards.

    They are read from ``Page`` alone.
    """

    def collect_listing(self, page: Page) -> None:
        self.related_objects.want("pages", page.pk)

    def get_listing(self, page: Page) -> dict[str, Any]:
        linked = self.related_objects.pages.get(page.pk)
        if linked is None:  # unpublished since the list was read
            return representations.listing("", page.title, "", None, None, None, None)
        return representations.card(self.related_objects, linked)

    def collect_seo(self, page: Page) -> None:
        self.related_objects.want("pages", page.pk)
        self.collect_alias_of(page)

    def get_seo(self, page: Page) -> dict[str, Any]:
        linked = self.related_objects.pages.get(page.pk)
        if linked is None:  # unpublished since the list was read
            return {"title": page.title, "description": "", "canonical_url": None, "robots": "noindex", "image": None}
        return self._seo(page, linked, linked.image_id, linked.summary)
