"""A page's body: the blocks that are registered, whichever application they come from."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db import models
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from pages.blocks.block_type import editor_block_types


class BodyBlock(StreamBlock):
    """Everything a page's body can hold. Each block is named for what it is to a reader, not for how it looks."""


class BodyField(StreamField):
    """The field of a body.

    Its blocks are looked up when it is first used, by when every application has registered its own. Migrations do not
    name them, so that a new block needs none: what is stored is JSON, whatever blocks there are.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__([], **options)

    @cached_property
    def stream_block(self) -> StreamBlock:
        """The block that holds all others."""
        block = BodyBlock([(name, block_type.editor) for name, block_type in editor_block_types().items()])
        block.set_meta_options(self.block_opts)
        return block

    def deconstruct(self) -> Any:
        """Return what migrations say of the field: nothing of its blocks."""
        name, path, _, options = models.Field.deconstruct(self)
        return name, path, [], options


def body_texts(body: Any, *, headings: bool = True) -> Iterator[str]:
    """Yield the texts of a body (a ``StreamValue``), without building its blocks.

    Building them would load every image, page and person they name.
    """
    types = editor_block_types()
    for block in body.raw_data:
        block_type = types.get(block["type"])
        # An import may have left blocks of an unknown type, or empty ones.
        if block_type is None or not isinstance(block["value"], block_type.stored_as):
            continue
        if headings or not block_type.is_heading:
            yield from filter(None, block_type.texts(block["value"]))
