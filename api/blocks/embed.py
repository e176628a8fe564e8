"""A video, a recording or a post from another site."""

from typing import Any

from rest_framework.fields import CharField
from wagtail import blocks

from api.blocks.block_type import BlockType
from api.blocks.stored import stored_text
from api.formats import addresses
from api.loading.related_objects import RelatedObjects
from api.rich_text.simple_html import element, link
from api.shapes.shape import Shape
from pages.blocks.parts import EmbedPart
from pages.fields.validators import LONGEST_ADDRESS, web_address


class EmbedBlock(blocks.StructBlock):
    """A video, a recording or a post from another site."""

    # A plain URL: Wagtail's own embed block requests it from the other site at each validation, so nobody could save a
    # draft while that site is down. `pages.publishing.embeds` requests it once, after publishing.
    url = blocks.URLBlock(
        max_length=LONGEST_ADDRESS,
        label="Address",
        validators=[web_address],
        help_text="The address of the video, recording or post.",
    )
    title = blocks.CharBlock(required=False, max_length=255)

    class Meta:
        icon = "media"
        label = "Embed"
        template = "api/blocks/embed.html"
        preview_value = {"url": "https://video.example.org/opening", "title": "The opening in three minutes"}
        description = "A video, recording or post from another site."


class EmbedValueShape(Shape):
    url = CharField()
    provider = CharField()
    title = CharField()
    html = CharField()
    thumbnail_url = CharField(allow_null=True)


class EmbedBlockType(BlockType):
    """A URL on another site, with the embed that its provider returned."""

    name = "embed"
    editor = EmbedBlock()
    shape = EmbedValueShape
    made_from = EmbedPart

    def from_part(self, part: EmbedPart) -> dict[str, str]:
        return {"url": part.url, "title": part.title}

    def texts(self, value: Any) -> list[str]:
        return [stored_text(value, "title")]

    def embedded_urls(self, value: Any) -> list[str]:
        return [stored_text(value, "url")]

    def collect(self, value: Any, related: RelatedObjects) -> None:
        related.want_embed(stored_text(value, "url"))

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> dict[str, Any] | None:
        address = addresses.web_address(stored_text(value, "url"))
        if address is None:
            return None
        known = related.embed(stored_text(value, "url"))
        return {
            "url": address,
            "provider": (known.provider_name if known else "") or "",
            "title": stored_text(value, "title") or (known.title if known else ""),
            "html": known.html if known else "",
            "thumbnail_url": addresses.web_address(known.thumbnail_url) if known else None,
        }

    def html(self, value: Any, page_url: str) -> str:
        return element("p", link(value["url"], value["title"] or value["url"], page_url))
