"""The body of a page, which can contain every registered block type, including those of other applications."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db import models
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from pages.blocks.block_type import EditorBlockType, editor_block_types
from pages.blocks.stored_stream import StoredStreamBlock
from pages.blocks.typed_texts import IsPublic


class BodyBlock(StoredStreamBlock):
    """The blocks of a page's body. Each block is named after its meaning to a reader, not after its appearance."""


class BodyField(StreamField):
    """The model field for a body.

    Its blocks are looked up on first use, when every application has registered its block types. Migrations do not
    contain the blocks, so a new block needs no migration: the column is JSON in any case.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__([], **options)

    @cached_property
    def stream_block(self) -> StreamBlock:
        """The stream block that contains all registered block types."""
        block = BodyBlock([(name, block_type.editor) for name, block_type in editor_block_types().items()])
        block.set_meta_options(self.block_opts)
        return block

    def deconstruct(self) -> Any:
        """Return the field's definition for migrations, without its blocks."""
        name, path, _, options = models.Field.deconstruct(self)
        return name, path, [], options


def body_texts(body: Any, *, headings: bool = True) -> Iterator[str]:
    """Yield the running text of a body (a ``StreamValue``) without instantiating its blocks.

    Instantiating them would load every image, page and person that they refer to.
    """
    for block_type, value in _stored(body):
        if headings or not block_type.is_heading:
            yield from filter(None, block_type.texts(value))


def body_searched_texts(body: Any, is_public: IsPublic) -> Iterator[str]:
    """Yield every text in a body (a ``StreamValue``) by which its page is found, like ``body_texts``."""
    for block_type, value in _stored(body):
        yield from filter(None, block_type.searched_texts(value, is_public))


def _stored(body: Any) -> Iterator[tuple[EditorBlockType, Any]]:
    """Yield the type and the stored value of each block."""
    types = editor_block_types()
    for block in body.raw_data:
        block_type = types.get(block["type"])
        # Imported content may contain blocks of an unknown type, or empty blocks.
        if block_type is not None and isinstance(block["value"], block_type.stored_as):
            yield block_type, block["value"]
