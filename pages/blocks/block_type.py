"""What the content model knows of a type of block; how it is served is known to delivery."""

from collections.abc import Iterable
from typing import Any, ClassVar

from wagtail.blocks import Block

from pages.registration.registry import Registry


class EditorBlockType:
    """A type of block that a body can hold. Subclasses are registered once, with ``register_editor_block``."""

    #: What stored blocks, the API and the form call it; lower case with underscores, and never changed.
    name: ClassVar[str]
    #: The block that editors fill in.
    editor: ClassVar[Block]
    #: Whether its text is a heading: no part of an excerpt.
    is_heading: ClassVar[bool] = False
    #: What a stored value is: ``str`` for rich text, ``dict`` for a block with fields of its own.
    stored_as: ClassVar[type] = dict

    def texts(self, value: Any) -> Iterable[str]:
        """Return the texts of a stored ``value`` that readers read, in order, as plain text or rich text.

        The value is as it is in the database: primary keys in the places of what an editor chose, and perhaps without
        fields that were added later.
        """
        raise NotImplementedError

    def embedded_urls(self, value: Any) -> Iterable[str]:
        """Return the addresses on other sites that the block embeds; what those tell is fetched after publishing."""
        return ()


_types: Registry[str, EditorBlockType] = Registry("block type")


def register_editor_block(block_type: EditorBlockType, *, own: bool = False) -> None:
    """Let bodies hold blocks of a type. Raises as ``Registry.register`` does."""
    _types.register(block_type.name, block_type, own=own)


def editor_block_types() -> dict[str, EditorBlockType]:
    """Return every type of block by name, in the order in which editors are offered them."""
    return dict(_types.all())
