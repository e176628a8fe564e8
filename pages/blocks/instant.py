"""A block that holds a date with a time."""

from typing import Any

from django.utils.functional import cached_property
from wagtail import blocks

from pages.fields.date_inputs import TypedInstantField


class InstantBlock(blocks.DateTimeBlock):
    """A date with a time, typed as people write them, in the time zone that is named beside the field."""

    @cached_property
    def field(self) -> TypedInstantField:
        return TypedInstantField(**self.field_options)

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Return Wagtail's block for migrations, because both hold the same values."""
        _, arguments, options = super().deconstruct()
        return "wagtail.blocks.DateTimeBlock", arguments, options
