"""A few pages of the site, shown as cards."""

from typing import Any

from django.utils.html import escape
from wagtail import blocks

from api.blocks.block_type import BlockType, no_texts
from api.blocks.stored import stored_items
from api.content import representations
from api.content.event_status import status_label
from api.loading.related_objects import RelatedObjects
from api.rich_text.simple_html import element, link
from api.shapes.page_link import PageLinkShape
from api.shapes.shape import Shape


class RelatedPagesBlock(blocks.StructBlock):
    """A few pages of this site, shown as cards."""

    pages = blocks.ListBlock(blocks.PageChooserBlock(), min_num=1)

    class Meta:
        icon = "list-ul"
        label = "Related pages"
        template = "api/blocks/related_pages.html"
        preview_value = {
            "pages": [
                {"title": "What inspectors look for", "search_description": "A day in the fields with two of them."},
                {"title": "Your rights at sixteen", "search_description": "Hours, breaks and pay in plain words."},
            ]
        }
        description = "Cards of other pages of this site."


class RelatedPagesValueShape(Shape):
    pages = PageLinkShape(many=True)


class RelatedPagesBlockType(BlockType):
    """Cards of pages, without those that are not public."""

    name = "related_pages"
    editor = RelatedPagesBlock()
    shape = RelatedPagesValueShape
    texts = no_texts

    def collect(self, value: Any, related: RelatedObjects) -> None:
        related.want("pages", *stored_items(value.get("pages")))

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> dict[str, Any] | None:
        pages = representations.page_links(related, stored_items(value.get("pages")))
        return {"pages": pages} if pages else None

    def html(self, value: Any, page_url: str) -> str:
        return element("ul", "".join(element("li", _item(page, page_url)) for page in value["pages"]))


def _item(page: dict[str, Any], page_url: str) -> str:
    status = status_label(page["listing"]["status"])
    return link(page["meta"]["html_url"], page["title"], page_url) + (f" ({escape(status)})" if status else "")
