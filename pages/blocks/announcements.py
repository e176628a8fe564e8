"""Announcements: short notices that every page of a site shows for a limited time."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from pages.blocks.instant import InstantBlock
from pages.blocks.link import LinkBlock
from pages.blocks.stored_stream import StoredStreamBlock

MAXIMUM_ANNOUNCEMENTS = 20


class OptionalLinkBlock(LinkBlock):
    """A link that may be left empty."""

    class Meta:
        collapsed = True

    def clean(self, value: Any) -> Any:
        if not any(value.get(name) for name in (*self.TARGETS, "label")):
            return value
        return super().clean(value)


class AnnouncementBlock(blocks.StructBlock):
    """A short text with an optional link, shown between two optional instants."""

    text = blocks.TextBlock(rows=2, max_length=500)
    link = OptionalLinkBlock()
    start = InstantBlock(required=False, label="From", help_text="Leave empty to show it at once.")
    until = InstantBlock(required=False, help_text="Leave empty to show it until you remove it.")

    class Meta:
        icon = "info-circle"
        label = "Announcement"
        description = "A short notice that appears on every page for a limited time."

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value["start"] and value["until"] and value["until"] <= value["start"]:
            message = "The announcement must end after it starts."
            raise StructBlockValidationError(block_errors={"until": ValidationError(message)})
        return value


class AnnouncementsBlock(StoredStreamBlock):
    """The announcements of a site, most important first."""

    announcement = AnnouncementBlock()

    class Meta:
        required = False
        max_num = MAXIMUM_ANNOUNCEMENTS
