"""The vocabulary of a page's body. Each block is named for what it is to a reader, not for how it looks.

The templates serve the pictures in the block picker only; visitors see what the frontend makes of the API's answer.
"""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock as WagtailImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.fields.rich_text_features import LONG_TEXT
from pages.fields.validators import PHONE_NUMBER, PHONE_NUMBER_MESSAGE, web_address


class LinkBlock(blocks.StructBlock):
    """A link to exactly one thing: a page, a document, an address on the web, an e-mail address or a phone number."""

    TARGETS = ("page", "document", "url", "email", "phone")

    page = blocks.PageChooserBlock(required=False)
    document = DocumentChooserBlock(required=False)
    url = blocks.URLBlock(required=False, label="Web address", validators=[web_address])
    email = blocks.EmailBlock(required=False, label="E-mail address")
    phone = blocks.RegexBlock(
        PHONE_NUMBER,
        required=False,
        label="Phone number",
        error_messages={"invalid": PHONE_NUMBER_MESSAGE},
    )
    label = blocks.CharBlock(required=False, max_length=255, help_text="Left empty, the title of the page is used.")

    class Meta:
        icon = "link"
        label = "Link"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        chosen = [name for name in self.TARGETS if value.get(name)]
        if len(chosen) != 1:
            message = "Choose what to link to." if not chosen else "Choose only one thing to link to."
            raise StructBlockValidationError(
                block_errors={(chosen[-1] if chosen else "page"): ValidationError(message)}
            )
        if chosen[0] in ("url", "email", "phone") and not value.get("label"):
            raise StructBlockValidationError(block_errors={"label": ValidationError("Say what the link is called.")})
        return value


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text; the page's title is level 1."""

    text = blocks.CharBlock(max_length=255)
    level = blocks.ChoiceBlock(
        choices=[("2", "Section"), ("3", "Part of a section"), ("4", "Small heading")], default="2"
    )

    class Meta:
        icon = "title"
        label = "Heading"
        template = "pages/blocks/heading.html"
        preview_value = {"text": "What the new rules change", "level": "2"}
        description = "Divides the text and appears in its table of contents."


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
        template = "pages/blocks/image.html"
        preview_value = {"image": None, "caption": "The bridge on the morning of its opening.", "layout": "column"}
        description = "A picture with an optional caption."


class GalleryBlock(blocks.StructBlock):
    """Several images shown together."""

    images = blocks.ListBlock(WagtailImageBlock(), min_num=1)

    class Meta:
        icon = "grid"
        label = "Gallery"
        template = "pages/blocks/gallery.html"
        preview_value = {"images": [None, None, None]}
        description = "Several pictures shown together."


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with who said them and in what role."""

    text = blocks.TextBlock(rows=3)
    attribution = blocks.CharBlock(required=False, max_length=255, label="Who said it")
    role = blocks.CharBlock(
        required=False, max_length=255, help_text="The line after the name, as in “Director, Example Institute”."
    )
    person = SnippetChooserBlock("pages.Person", required=False, help_text="If they have a record on this site.")
    attribution_url = blocks.URLBlock(required=False, label="Their website", validators=[web_address])
    source_url = blocks.URLBlock(required=False, label="Where they said it", validators=[web_address])

    class Meta:
        icon = "openquote"
        label = "Quote"
        template = "pages/blocks/quote.html"
        preview_value = {
            "text": "A rule that nobody checks protects nobody.",
            "attribution": "Amara Osei",
            "role": "Labour economist, Example Institute",
        }
        description = "Somebody's own words, with their name and role."

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and not value.get("attribution") and not value.get("person"):
            raise StructBlockValidationError(
                block_errors={"attribution": ValidationError("Say whose words these are.")}
            )
        return value


class EmbedBlock(blocks.StructBlock):
    """A video, a recording or a post from another site."""

    # A plain address: Wagtail's own embed block asks the other site whenever it is checked, so that nobody could save
    # a draft while that site is down. `pages.publishing.embeds` asks once, after publishing.
    url = blocks.URLBlock(
        label="Address", validators=[web_address], help_text="The address of the video, recording or post."
    )
    title = blocks.CharBlock(required=False, max_length=255)

    class Meta:
        icon = "media"
        label = "Embed"
        template = "pages/blocks/embed.html"
        preview_value = {"url": "https://video.example.org/opening", "title": "The opening in three minutes"}
        description = "A video, recording or post from another site."


class CallToActionBlock(blocks.StructBlock):
    """An invitation to do something, with the link that does it."""

    text = blocks.TextBlock(rows=2)
    link = LinkBlock()

    class Meta:
        icon = "pick"
        label = "Call to action"
        template = "pages/blocks/call_to_action.html"
        preview_value = {
            "text": "The hearing is in May. Tell your representative what you think.",
            "link": {"url": "https://www.example.org/write", "label": "Write a letter"},
        }
        description = "Asks readers to do something, with a button that does it."


class DocumentBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock()
    description = blocks.CharBlock(required=False, max_length=500)

    class Meta:
        icon = "doc-full"
        label = "Document"
        template = "pages/blocks/document.html"
        preview_value = {
            "document": {"title": "Report on the first year"},
            "description": "Forty pages with tables, for teachers and officials.",
        }
        description = "A file that readers can download."


class TableBlock(WagtailTableBlock):
    """Data in rows and columns."""

    class Meta:
        icon = "table"
        label = "Table"
        preview_value = {
            "first_row_is_table_header": True,
            "data": [["Year", "Inspections", "Fines"], ["2023", "1,204", "86"], ["2024", "1,377", "112"]],
        }
        description = "Figures or facts in rows and columns."


class CalloutBlock(blocks.StructBlock):
    """A passage set apart from the text."""

    tone = blocks.ChoiceBlock(
        choices=[("info", "Good to know"), ("success", "Good news"), ("warning", "Please note")], default="info"
    )
    title = blocks.CharBlock(required=False, max_length=255)
    text = blocks.RichTextBlock(features=["bold", "italic", "link", "document-link"])

    class Meta:
        icon = "info-circle"
        label = "Callout"
        template = "pages/blocks/callout.html"
        preview_value = {
            "tone": "info",
            "title": "Before you write",
            "text": "<p>Check the deadline of your state; some close a week early.</p>",
        }
        description = "A short passage set apart from the text."


class PeopleBlock(blocks.StructBlock):
    """A few people, shown as cards."""

    people = blocks.ListBlock(SnippetChooserBlock("pages.Person"), min_num=1)

    class Meta:
        icon = "group"
        label = "People"
        template = "pages/blocks/people.html"
        preview_value = {
            "people": [
                {"name": "Amara Osei", "job_title": "Labour economist"},
                {"name": "Tomás Rivera", "job_title": "Teacher"},
            ]
        }
        description = "Cards of people who have a record on this site."


class RelatedPagesBlock(blocks.StructBlock):
    """A few pages of this site, shown as cards."""

    pages = blocks.ListBlock(blocks.PageChooserBlock(), min_num=1)

    class Meta:
        icon = "list-ul"
        label = "Related pages"
        template = "pages/blocks/related_pages.html"
        preview_value = {
            "pages": [
                {"title": "What inspectors look for", "search_description": "A day in the fields with two of them."},
                {"title": "Your rights at sixteen", "search_description": "Hours, breaks and pay in plain words."},
            ]
        }
        description = "Cards of other pages of this site."


class BodyBlock(blocks.StreamBlock):
    """Everything a page's body can hold."""

    paragraph = blocks.RichTextBlock(
        features=LONG_TEXT,
        icon="pilcrow",
        preview_value="<p>Write as you would tell it to a friend: <b>one thought</b> to a paragraph.</p>",
        description="Running text with links and lists.",
    )
    heading = HeadingBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    embed = EmbedBlock()
    call_to_action = CallToActionBlock()
    document = DocumentBlock()
    table = TableBlock()
    callout = CalloutBlock()
    people = PeopleBlock()
    related_pages = RelatedPagesBlock()
