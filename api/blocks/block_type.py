"""The base class of block types: how editors fill in a block, and how it is served."""

from collections.abc import Iterable
from typing import Any, ClassVar

from api.loading.related_objects import RelatedObjects
from api.shapes.shape import Shape
from pages.blocks.block_type import EditorBlockType


class BlockType(EditorBlockType):
    """A type of block. A subclass defines every part; ``manage.py check`` names the parts that are missing.

    All methods except ``html`` take the stored value: it has primary keys of the objects that an editor chose, and
    after an import some of its fields may be missing.
    """

    #: The shape of what ``build`` returns, for the OpenAPI document; ``None`` for rich text.
    shape: ClassVar[type[Shape] | None]

    #: The parts that every type must define.
    PARTS: ClassVar[dict[str, str]] = {
        "name": "its name in stored blocks and in the API",
        "editor": "the block that editors fill in",
        "shape": "the declared shape of its value, or None for rich text",
        "texts": "its running text, of which a summary is made; none with `texts = no_texts`",
        "collect": "what it refers to, so that it is loaded; nothing with `collect = collect_nothing`",
        "build": "its value in a response",
        "html": "its value as simple HTML, for feeds",
    }

    def collect(self, value: Any, related: RelatedObjects) -> None:
        """Register everything that the block refers to, so that it is loaded before ``build``."""
        raise NotImplementedError

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> Any:
        """Return the block's value as the API serves it, or ``None`` to drop a block of which nothing is public.

        ``anchors`` holds the anchors of all headings before the block on its page; a block with headings adds its own.
        """
        raise NotImplementedError

    def headings(self, value: Any, related: RelatedObjects, anchors: set[str]) -> Iterable[dict[str, Any]]:
        """Return the block's headings as ``{level, text, anchor}``, and add their anchors to ``anchors``."""
        return ()

    def html(self, value: Any, page_url: str) -> str:
        """Return simple HTML for feed readers, from the value that ``build`` returned and the URL of the page."""
        raise NotImplementedError


def no_texts(block_type: EditorBlockType, value: Any) -> Iterable[str]:
    """Return no texts: the ``texts`` of a block without running text."""
    return ()


def collect_nothing(block_type: BlockType, value: Any, related: RelatedObjects) -> None:
    """Do nothing: the ``collect`` of a block that refers to no other object."""


def missing_parts(block_type: EditorBlockType) -> dict[str, str]:
    """Return the parts that a block type lacks, with their descriptions."""
    lacks = object()
    inherited = [[getattr(base, name, lacks) for base in (EditorBlockType, BlockType)] for name in BlockType.PARTS]
    return {
        name: meaning
        for (name, meaning), parts in zip(BlockType.PARTS.items(), inherited, strict=True)
        if (part := getattr(type(block_type), name, lacks)) is lacks or part in parts
    }
