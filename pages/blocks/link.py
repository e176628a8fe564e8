"""A link with a choice of targets."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from pages.fields.phone_numbers import LONGEST_PHONE_NUMBER, PHONE_NUMBER, PHONE_NUMBER_MESSAGE
from pages.fields.validators import LONGEST_ADDRESS, web_address


class LinkBlock(blocks.StructBlock):
    """A link to exactly one target: a page, a document, a URL, an e-mail address or a phone number."""

    TARGETS = ("page", "document", "url", "email", "phone")

    page = blocks.PageChooserBlock(required=False)
    document = DocumentChooserBlock(required=False)
    url = blocks.URLBlock(required=False, max_length=LONGEST_ADDRESS, label="Web address", validators=[web_address])
    email = blocks.EmailBlock(required=False, label="E-mail address")
    phone = blocks.RegexBlock(
        PHONE_NUMBER,
        required=False,
        max_length=LONGEST_PHONE_NUMBER,
        label="Phone number",
        error_messages={"invalid": PHONE_NUMBER_MESSAGE},
    )
    label = blocks.CharBlock(required=False, max_length=255, help_text="Leave empty to use the title of the page.")

    class Meta:
        icon = "link"
        label = "Link"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        chosen = [name for name in self.TARGETS if value.get(name)]
        if len(chosen) != 1:
            message = "Choose what to link to." if not chosen else "Choose only one link target."
            raise StructBlockValidationError(
                block_errors={(chosen[-1] if chosen else "page"): ValidationError(message)}
            )
        if chosen[0] in ("url", "email", "phone") and not value.get("label"):
            raise StructBlockValidationError(block_errors={"label": ValidationError("Enter a label for the link.")})
        return value
