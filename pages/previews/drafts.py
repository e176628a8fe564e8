"""Convert drafts to and from the JSON that is stored for a preview."""

import json
from typing import Any

from wagtail.models import Page

#: Editorial fields, which are not needed to show the page and are therefore not stored.
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
    """Return the content of a page for a preview as JSON, including unsaved changes and rows."""
    content: dict[str, Any] = json.loads(page.to_json())
    for name in EDITORIAL:
        content.pop(name, None)
    return json.dumps(content)


def page_of_draft(model: Any, content: str) -> Page:
    """Return the page, with its rows, from the JSON of ``draft_content``. Nothing is saved.

    Foreign keys are not checked, which would take a query each: a dangling key is shown like a key of a hidden object.
    """
    page: Any = model.from_json(content, check_fks=False)
    page.anticipate_publication()
    return page
