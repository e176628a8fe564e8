"""Bulk deletion of pages, including pages below other selected pages."""

from typing import Any

from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction
from wagtail.models import Page


class DeletePages(DeleteBulkAction):
    """Wagtail's bulk action, without pages that are deleted anyway because a page above them is selected too.

    Wagtail deletes the pages one by one, fails on a page that was already deleted with its ancestor, and counts that
    page twice.
    """

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, Any]]:
        """Return the pages to delete, none of which is below another, and the rest of the template context."""
        pages, more = super().get_actionable_objects()
        chosen = {page.path for page in pages}
        return [page for page in pages if not _is_below(page, chosen)], more


def _is_below(page: Page, paths: set[str]) -> bool:
    return any(page.path[:end] in paths for end in range(Page.steplen, len(page.path), Page.steplen))
