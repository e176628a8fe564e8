"""The types of block that are served."""

from functools import cache

from api.blocks.block_type import BlockType
from pages.blocks.block_type import editor_block_types, register_editor_block


def register_block(block_type: BlockType, *, own: bool = False) -> None:
    """Register a block type that editors can use and the API serves. Call this in ``AppConfig.ready``.

    Raises ``ValueError`` if the name is taken, and ``RuntimeError`` after the block types have been read.
    """
    register_editor_block(block_type, own=own)


@cache
def block_types() -> dict[str, BlockType]:
    """Return the block types that are served, by name."""
    found = editor_block_types()
    return {name: block_type for name, block_type in found.items() if isinstance(block_type, BlockType)}
