"""Deleting several pages at once, those below others among them."""

from typing import Any

from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction
from wagtail.models import Page


class DeletePages(DeleteBulkAction):
    """Wagtail's action, to which a page goes along with the one above it if that is chosen as well.

    Wagtail deletes them one by one, and fails at a page that the one before has taken with it; and it counts that page
    twice.
    """

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, Any]]:
        """Return the pages to delete, of which none is below another, and what else the template needs."""
        pages, more = super().get_actionable_objects()
        chosen = {page.path for page in pages}
        return [page for page in pages if not _is_below(page, chosen)], more


def _is_below(page: Page, paths: set[str]) -> bool:
    return any(page.path[:end] in paths for end in range(Page.steplen, len(page.path), Page.steplen))
