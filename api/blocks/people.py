"""A few people, shown as cards."""

from typing import Any

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from api.blocks.block_type import BlockType, no_texts
from api.blocks.stored import stored_items
from api.content import representations
from api.loading.related_objects import RelatedObjects
from api.rich_text.simple_html import element, html_text
from api.shapes.record import PersonShortShape
from api.shapes.shape import Shape


class PeopleBlock(blocks.StructBlock):
    """A few people, shown as cards."""

    people = blocks.ListBlock(SnippetChooserBlock("pages.Person"), min_num=1)

    class Meta:
        icon = "group"
        label = "People"
        template = "api/blocks/people.html"
        preview_value = {
            "people": [
                {"name": "Amara Osei", "job_title": "Labor economist"},
                {"name": "Tomás Rivera", "job_title": "Teacher"},
            ]
        }
        description = "Cards of people who have a record on this site."


class PeopleValueShape(Shape):
    people = PersonShortShape(many=True)


class PeopleBlockType(BlockType):
    """People who have a record, without those whose record is not public."""

    name = "people"
    editor = PeopleBlock()
    shape = PeopleValueShape
    texts = no_texts

    def collect(self, value: Any, related: RelatedObjects) -> None:
        related.want("people", *stored_items(value.get("people")))

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> dict[str, Any] | None:
        keys = stored_items(value.get("people"))
        people = [person for key in keys if (person := representations.person_short(related, key))]
        return {"people": people} if people else None

    def html(self, value: Any, page_url: str) -> str:
        lines = (", ".join(filter(None, (person["name"], person["job_title"]))) for person in value["people"])
        return element("ul", "".join(element("li", html_text(line)) for line in lines))
