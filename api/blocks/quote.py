"""A quotation."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.fields import CharField
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from api.blocks.block_type import BlockType
from api.blocks.stored import stored_text
from api.content import representations
from api.formats import addresses
from api.loading.related_objects import RelatedObjects
from api.rich_text.simple_html import element, html_text, link, paragraph
from api.shapes.record import PersonShortShape
from api.shapes.shape import Shape
from pages.blocks.parts import QuotePart
from pages.blocks.typed_texts import IsPublic
from pages.fields.validators import LONGEST_ADDRESS, web_address


class QuoteBlock(blocks.StructBlock):
    """A quotation with its speaker and the speaker's role."""

    text = blocks.TextBlock(rows=3)
    attribution = blocks.CharBlock(required=False, max_length=255, label="Who said it")
    role = blocks.CharBlock(
        required=False, max_length=255, help_text="The line after the name, as in “Director, Example Institute”."
    )
    person = SnippetChooserBlock("pages.Person", required=False, help_text="If they have a record on this site.")
    attribution_url = blocks.URLBlock(
        required=False, max_length=LONGEST_ADDRESS, label="Their website", validators=[web_address]
    )
    source_url = blocks.URLBlock(
        required=False, max_length=LONGEST_ADDRESS, label="Where they said it", validators=[web_address]
    )

    class Meta:
        icon = "openquote"
        label = "Quote"
        template = "api/blocks/quote.html"
        preview_value = {
            "text": "A rule that nobody checks protects nobody.",
            "attribution": "Amara Osei",
            "role": "Labor economist, Example Institute",
        }
        description = "Somebody's own words, with their name and role."

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and not value.get("attribution") and not value.get("person"):
            raise StructBlockValidationError(
                block_errors={"attribution": ValidationError("Say whose words these are.")}
            )
        return value


class QuoteValueShape(Shape):
    text = CharField()
    attribution = CharField()
    role = CharField()
    person = PersonShortShape(allow_null=True)
    attribution_url = CharField(allow_null=True)
    source_url = CharField(allow_null=True)


class QuoteBlockType(BlockType):
    """A quotation with its speaker and the speaker's role."""

    name = "quote"
    editor = QuoteBlock()
    made_from = QuotePart
    shape = QuoteValueShape

    def from_part(self, part: QuotePart) -> dict[str, str]:
        return {"text": part.text, "attribution": part.attribution, "source_url": part.source_url}

    def texts(self, value: Any) -> list[str]:
        return [stored_text(value, "text")]

    def searched_texts(self, value: Any, is_public: IsPublic) -> list[str]:
        # They are shown whether or not the record of the person is public.
        return [stored_text(value, name) for name in ("text", "attribution", "role")]

    def collect(self, value: Any, related: RelatedObjects) -> None:
        related.want("people", value.get("person"))

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> dict[str, Any]:
        person = related.people.get(value.get("person") or 0)
        return {
            "text": stored_text(value, "text"),
            "attribution": stored_text(value, "attribution") or (person.name if person else ""),
            "role": stored_text(value, "role") or representations.line_after_name(related, person),
            "person": representations.person_short(related, value.get("person")),
            "attribution_url": addresses.web_address(stored_text(value, "attribution_url")),
            "source_url": addresses.web_address(stored_text(value, "source_url")),
        }

    def html(self, value: Any, page_url: str) -> str:
        quoted = element("blockquote", paragraph(value["text"]))
        name = link(value["attribution_url"], value["attribution"], page_url) if value["attribution"] else ""
        source = link(value["source_url"], value["source_url"], page_url) if value["source_url"] else ""
        below = ", ".join(part for part in (name, html_text(value["role"]), source) if part)
        return element("figure", quoted + element("figcaption", below)) if below else quoted
