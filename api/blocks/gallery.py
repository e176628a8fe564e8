"""Several images shown together."""

import uuid
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageBlock as WagtailImageBlock

from api.blocks.block_type import BlockType, no_texts
from api.blocks.figure import figure
from api.blocks.stored import collect_images, represent_stored_image, stored_items
from api.loading.related_objects import RelatedObjects
from api.shapes.image import ImageShape
from api.shapes.shape import Shape
from pages.blocks.parts import GalleryPart


class GalleryBlock(blocks.StructBlock):
    """Several images shown together."""

    images = blocks.ListBlock(WagtailImageBlock(), min_num=1)

    class Meta:
        icon = "grid"
        label = "Gallery"
        template = "api/blocks/gallery.html"
        preview_value = {"images": [None, None, None]}
        description = "Several pictures shown together."


class GalleryValueShape(Shape):
    images = ImageShape(many=True)


class GalleryBlockType(BlockType):
    """Several images, without those that are not public."""

    name = "gallery"
    editor = GalleryBlock()
    shape = GalleryValueShape
    texts = no_texts
    made_from = GalleryPart

    def from_part(self, part: GalleryPart) -> dict[str, Any]:
        images = [
            {"image": picture.image, "alt_text": picture.alternative_text, "decorative": picture.decorative}
            for picture in part.pictures
        ]
        # Without an ID, an item is taken for the value itself.
        return {"images": [{"type": "item", "value": image, "id": str(uuid.uuid4())} for image in images]}

    def collect(self, value: Any, related: RelatedObjects) -> None:
        collect_images(stored_items(value.get("images")), related)

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> dict[str, Any] | None:
        stored = stored_items(value.get("images"))
        images = [image for item in stored if (image := represent_stored_image(item, related))]
        return {"images": images} if images else None

    def html(self, value: Any, page_url: str) -> str:
        return "".join(figure(image, image["caption"]) for image in value["images"])
