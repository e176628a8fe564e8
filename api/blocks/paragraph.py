"""Running text."""

from typing import Any

from wagtail import blocks

from api.blocks.block_type import BlockType
from api.blocks.headings import rich_text_headings
from api.loading.related_objects import RelatedObjects
from api.rich_text.simple_html import absolute_rich_text
from pages.blocks.parts import TextPart
from pages.fields.plain_text import plain_text
from pages.fields.rich_text_features import LONG_TEXT


class ParagraphBlockType(BlockType):
    """Rich text with links and lists."""

    name = "paragraph"
    editor = blocks.RichTextBlock(
        features=LONG_TEXT,
        icon="pilcrow",
        preview_value="<p>Write as you would tell it to a friend: <b>one thought</b> to a paragraph.</p>",
        description="Running text with links and lists.",
    )
    made_from = TextPart
    stored_as = str
    shape = None

    def from_part(self, part: TextPart) -> str:
        return part.html

    def texts(self, value: str) -> list[str]:
        return [plain_text(value)]

    def collect(self, value: str, related: RelatedObjects) -> None:
        related.want_rich_text(value)

    def build(self, value: str, related: RelatedObjects, anchors: set[str]) -> str:
        return related.rich_text(value, anchors)

    def headings(self, value: str, related: RelatedObjects, anchors: set[str]) -> list[dict[str, Any]]:
        return rich_text_headings(value, related, anchors)

    def html(self, value: str, page_url: str) -> str:
        return absolute_rich_text(value, page_url)
