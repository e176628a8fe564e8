"""A heading inside the text."""

from typing import Any

from rest_framework.fields import CharField, IntegerField
from wagtail import blocks

from api.blocks.block_type import BlockType, collect_nothing
from api.blocks.stored import stored_text
from api.loading.related_objects import RelatedObjects
from api.rich_text.headings import heading_anchor
from api.rich_text.simple_html import element, html_text
from api.shapes.shape import Shape
from pages.blocks.parts import HeadingPart

#: The levels of headings as stored; the page's title is level 1.
HEADING_LEVELS = ("2", "3", "4")


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text; the page's title is level 1."""

    text = blocks.CharBlock(max_length=255)
    level = blocks.ChoiceBlock(
        choices=[("2", "Section"), ("3", "Part of a section"), ("4", "Small heading")], default="2"
    )

    class Meta:
        icon = "title"
        label = "Heading"
        template = "api/blocks/heading.html"
        preview_value = {"text": "What the new rules change", "level": "2"}
        description = "Divides the text and appears in its table of contents."


class HeadingValueShape(Shape):
    text = CharField()
    level = IntegerField(min_value=2, max_value=4)
    anchor = CharField()


class HeadingBlockType(BlockType):
    """A heading with its level and an anchor that is unique on the page."""

    name = "heading"
    editor = HeadingBlock()
    made_from = HeadingPart
    is_heading = True
    shape = HeadingValueShape
    collect = collect_nothing

    def from_part(self, part: HeadingPart) -> dict[str, str]:
        return {"text": part.text, "level": str(min(part.level, int(HEADING_LEVELS[-1])))}

    def texts(self, value: Any) -> list[str]:
        return [stored_text(value, "text")]

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> dict[str, Any]:
        text = stored_text(value, "text")
        return {
            "text": text,
            "level": int(value["level"]) if value.get("level") in HEADING_LEVELS else 2,
            "anchor": heading_anchor(text, anchors),
        }

    def headings(self, value: Any, related: RelatedObjects, anchors: set[str]) -> list[dict[str, Any]]:
        return [self.build(value, related, anchors)]

    def html(self, value: Any, page_url: str) -> str:
        return element(f"h{value['level']}", html_text(value["text"]))
