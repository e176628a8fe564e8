"""Bulk publication of pages, together with the shared records that they show."""

from collections.abc import Iterator
from typing import Any

from wagtail.admin.views.pages.bulk_actions import PublishBulkAction

from pages.models.base import BasePage
from pages.publishing.consent import CONSENT_FIELD
from pages.publishing.record_offers import OFFERED_FIELD, RecordOffer, record_offers


class PublishPages(PublishBulkAction):
    """Wagtail's bulk action, which also offers to publish the records that are not public."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**context)
        found["offers"] = list({offer.key: offer for offer in self._offers(found["items"])}.values())
        return found

    def _offers(self, items: list[dict[str, Any]]) -> Iterator[RecordOffer]:
        user = self.request.user
        ticked, offered = (self.request.POST.getlist(name) for name in (CONSENT_FIELD, OFFERED_FIELD))
        for item in items:
            page = item["item"]
            below = [draft for draft in page.get_descendants().not_live() if self.check_perm(draft)]
            for published in (page, *below):
                draft = published.get_latest_revision_as_object()
                if isinstance(draft, BasePage):
                    yield from record_offers(draft, user, offered, ticked)
