"""A passage set apart from the text."""

from typing import Any

from rest_framework.fields import CharField, ChoiceField
from wagtail import blocks

from api.blocks.block_type import BlockType
from api.blocks.headings import rich_text_headings
from api.blocks.stored import stored_text
from api.loading.related_objects import RelatedObjects
from api.rich_text.simple_html import absolute_rich_text, element, html_text
from api.shapes.shape import Shape
from pages.fields.plain_text import plain_text


class CalloutBlock(blocks.StructBlock):
    """A passage set apart from the text."""

    tone = blocks.ChoiceBlock(
        choices=[("info", "Good to know"), ("success", "Good news"), ("warning", "Please note")], default="info"
    )
    title = blocks.CharBlock(required=False, max_length=255)
    text = blocks.RichTextBlock(features=["bold", "italic", "link", "document-link"])

    class Meta:
        icon = "info-circle"
        label = "Callout"
        template = "api/blocks/callout.html"
        preview_value = {
            "tone": "info",
            "title": "Before you write",
            "text": "<p>Check the deadline of your state; some close a week early.</p>",
        }
        description = "A short passage set apart from the text."


class CalloutValueShape(Shape):
    tone = ChoiceField(["info", "success", "warning"])
    title = CharField()
    text = CharField()


class CalloutBlockType(BlockType):
    """A short passage with its tone and an optional title."""

    name = "callout"
    editor = CalloutBlock()
    shape = CalloutValueShape

    def texts(self, value: Any) -> list[str]:
        return [stored_text(value, "title"), plain_text(stored_text(value, "text"))]

    def collect(self, value: Any, related: RelatedObjects) -> None:
        related.want_rich_text(stored_text(value, "text"))

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> dict[str, Any]:
        return {
            "tone": stored_text(value, "tone") or "info",
            "title": stored_text(value, "title"),
            "text": related.rich_text(stored_text(value, "text"), anchors),
        }

    def headings(self, value: Any, related: RelatedObjects, anchors: set[str]) -> list[dict[str, Any]]:
        return rich_text_headings(stored_text(value, "text"), related, anchors)

    def html(self, value: Any, page_url: str) -> str:
        title = element("p", element("strong", html_text(value["title"]))) if value["title"] else ""
        return element("aside", title + absolute_rich_text(value["text"], page_url))
