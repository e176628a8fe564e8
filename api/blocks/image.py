"""One image with a caption."""

from typing import Any

from rest_framework.fields import CharField, ChoiceField
from wagtail import blocks
from wagtail.images.blocks import ImageBlock as WagtailImageBlock

from api.blocks.block_type import BlockType, no_texts
from api.blocks.figure import figure
from api.blocks.stored import collect_images, image_caption, represent_stored_image, stored_text
from api.loading.related_objects import RelatedObjects
from api.shapes.image import ImageShape
from api.shapes.shape import Shape
from pages.blocks.parts import PicturePart


class ImageBlock(blocks.StructBlock):
    """One image with a caption."""

    image = WagtailImageBlock()
    caption = blocks.CharBlock(required=False, max_length=500, help_text="Left empty, the image's own caption is used.")
    layout = blocks.ChoiceBlock(
        choices=[("column", "As wide as the text"), ("wide", "Wider than the text"), ("full", "The whole width")],
        default="column",
    )

    class Meta:
        icon = "image"
        label = "Image"
        template = "api/blocks/image.html"
        preview_value = {"image": None, "caption": "The bridge on the morning of its opening.", "layout": "column"}
        description = "A picture with an optional caption."


class ImageValueShape(Shape):
    image = ImageShape()
    caption = CharField()
    layout = ChoiceField(["column", "wide", "full"])


class ImageBlockType(BlockType):
    """One image with its caption and layout."""

    name = "image"
    editor = ImageBlock()
    shape = ImageValueShape
    texts = no_texts
    made_from = PicturePart

    def from_part(self, part: PicturePart) -> dict[str, Any]:
        image = {"image": part.image, "alt_text": part.alternative_text, "decorative": part.decorative}
        return {"image": image, "caption": part.caption, "layout": "column"}

    def collect(self, value: Any, related: RelatedObjects) -> None:
        collect_images([value.get("image")], related)

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> dict[str, Any] | None:
        image = represent_stored_image(value.get("image"), related)
        if image is None:
            return None
        return {
            "image": image,
            "caption": stored_text(value, "caption") or image_caption(value.get("image"), related),
            "layout": stored_text(value, "layout") or "column",
        }

    def html(self, value: Any, page_url: str) -> str:
        return figure(value["image"], value["caption"])
