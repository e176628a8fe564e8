"""Drafts as they are stored for a preview."""

import json
from typing import Any

from wagtail.models import Page

#: What the editor's form holds beside the page itself: nobody needs it to show the page, so it is not stored.
EDITORIAL = (
    "wagtail_admin_comments",
    "owner",
    "locked",
    "locked_at",
    "locked_by",
    "draft_title",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "has_unpublished_changes",
)


def draft_content(page: Page) -> str:
    """Return what a preview needs of a page, unsaved changes and rows included, in JSON."""
    content: dict[str, Any] = json.loads(page.to_json())
    for name in EDITORIAL:
        content.pop(name, None)
    return json.dumps(content)


def page_of_draft(model: Any, content: str) -> Page:
    """Return the page that ``draft_content`` stored, with its rows; nothing is written.

    Keys are not checked one by one, a query each: one that leads nowhere shows as little as one of something hidden.
    """
    page: Page = model.from_json(content, check_fks=False)
    return page
