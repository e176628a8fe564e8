"""An invitation to do something."""

from typing import Any

from rest_framework.fields import CharField
from wagtail import blocks

from api.blocks.block_type import BlockType
from api.blocks.stored import stored_text
from api.content.link import collect_link, link_value
from api.loading.related_objects import RelatedObjects
from api.rich_text.simple_html import element, link, paragraph
from api.shapes.link import LinkShape
from api.shapes.shape import Shape
from pages.blocks.link import LinkBlock
from pages.blocks.parts import ButtonPart


class CallToActionBlock(blocks.StructBlock):
    """An invitation to do something, with a link for it."""

    text = blocks.TextBlock(rows=2, required=False, help_text="Above the button. Leave empty for a button alone.")
    link = LinkBlock()

    class Meta:
        icon = "pick"
        label = "Call to action"
        template = "api/blocks/call_to_action.html"
        preview_value = {
            "text": "The hearing is in May. Tell your representative what you think.",
            "link": {"url": "https://www.example.org/write", "label": "Write a letter"},
        }
        description = "Asks readers to do something, with a button that does it."


class CallToActionValueShape(Shape):
    text = CharField()
    link = LinkShape(allow_null=True)


class CallToActionBlockType(BlockType):
    """An invitation with its link."""

    name = "call_to_action"
    editor = CallToActionBlock()
    shape = CallToActionValueShape
    made_from = ButtonPart

    def from_part(self, part: ButtonPart) -> dict[str, Any]:
        target = {"page": part.page} if part.page else {"url": part.url}
        return {"text": "", "link": {**target, "label": part.label}}

    def texts(self, value: Any) -> list[str]:
        return [stored_text(value, "text")]

    def collect(self, value: Any, related: RelatedObjects) -> None:
        collect_link(value.get("link") or {}, related)

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> dict[str, Any]:
        return {"text": stored_text(value, "text"), "link": link_value(value.get("link") or {}, related)}

    def html(self, value: Any, page_url: str) -> str:
        target = value["link"]
        button = element("p", link(target["href"], target["label"], page_url)) if target is not None else ""
        return paragraph(value["text"]) + button
