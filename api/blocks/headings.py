"""Headings within rich text, which imported text may have."""

from typing import Any

from api.loading.related_objects import RelatedObjects
from api.rich_text.headings import heading_anchor, may_have_headings, text_headings


def rich_text_headings(text: str, related: RelatedObjects, anchors: set[str]) -> list[dict[str, Any]]:
    """Return the headings of stored rich text as ``{level, text, anchor}``, and add their anchors to ``anchors``."""
    if not may_have_headings(text):
        return []
    return [
        {"level": found.level, "text": found.text, "anchor": heading_anchor(found.text, anchors)}
        for found in text_headings(related.clean(text))
    ]
