"""Saves that note a new draft on the row of a page or record, and leave its content as it is."""

from typing import Any

#: What Wagtail writes on the row when it stores a revision.
NOTES = frozenset(
    {"latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title", "live_revision"}
)


def only_notes_a_draft(update_fields: Any) -> bool:
    """Return whether a save with these ``update_fields`` changes neither texts nor references."""
    return update_fields is not None and NOTES.issuperset(update_fields)
