"""A file to download."""

from typing import Any

from rest_framework.fields import CharField
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from api.blocks.block_type import BlockType, no_texts
from api.blocks.stored import stored_text
from api.content import representations
from api.loading.related_objects import RelatedObjects
from api.rich_text.simple_html import element, link, paragraph
from api.shapes.document import DocumentShape
from api.shapes.shape import Shape
from pages.blocks.parts import FilePart


class DocumentBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock()
    description = blocks.CharBlock(required=False, max_length=500)

    class Meta:
        icon = "doc-full"
        label = "Document"
        template = "api/blocks/document.html"
        preview_value = {
            "document": {"title": "Report on the first year"},
            "description": "Forty pages with tables, for teachers and officials.",
        }
        description = "A file that readers can download."


class DocumentValueShape(Shape):
    document = DocumentShape()
    description = CharField()


class DocumentBlockType(BlockType):
    """A document with a description."""

    name = "document"
    editor = DocumentBlock()
    shape = DocumentValueShape
    texts = no_texts
    made_from = FilePart

    def from_part(self, part: FilePart) -> dict[str, Any]:
        return {"document": part.document, "description": ""}

    def collect(self, value: Any, related: RelatedObjects) -> None:
        related.want("documents", value.get("document"))

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> dict[str, Any] | None:
        document = representations.document_representation(related, value.get("document"))
        return {"document": document, "description": stored_text(value, "description")} if document else None

    def html(self, value: Any, page_url: str) -> str:
        document = value["document"]
        download = link(document["meta"]["download_url"], document["title"], page_url)
        return element("p", download) + paragraph(value["description"])
