"""One definition per type of block: how editors fill it in, and how it is served."""

from collections.abc import Iterable
from typing import Any, ClassVar

from api.loading.related_objects import RelatedObjects
from api.shapes.shape import Shape
from pages.blocks.block_type import EditorBlockType


class BlockType(EditorBlockType):
    """A type of block. A subclass defines every part; ``manage.py check`` names those that it lacks.

    All methods but ``html`` take the value as it is stored: primary keys where an editor chose something, and, after an
    import, perhaps without some of its fields.
    """

    #: What ``build`` returns, for the OpenAPI document; ``None`` for rich text.
    shape: ClassVar[type[Shape] | None]

    #: The parts that every type must define.
    PARTS: ClassVar[dict[str, str]] = {
        "name": "what stored blocks and the API call it",
        "editor": "the block that editors fill in",
        "shape": "the declared shape of its value, or None for rich text",
        "texts": "the texts by which its page is found; none with `texts = no_texts`",
        "collect": "what it refers to, so that it is loaded; nothing with `collect = collect_nothing`",
        "build": "its value in a response",
        "html": "its value as simple HTML, for feeds",
    }

    def collect(self, value: Any, related: RelatedObjects) -> None:
        """Ask for everything that the block refers to."""
        raise NotImplementedError

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> Any:
        """Return the block's value as the API serves it; ``None`` where nothing of it is public, which drops the block.

        ``anchors`` are those of all headings before the block on its page; a block with headings adds its own.
        """
        raise NotImplementedError

    def headings(self, value: Any, related: RelatedObjects, anchors: set[str]) -> Iterable[dict[str, Any]]:
        """Return the block's headings as ``{level, text, anchor}``, and add their anchors; none unless it has any."""
        return ()

    def html(self, value: Any, page_url: str) -> str:
        """Return simple HTML that every feed reader can show, given what ``build`` returned and the URL of the page."""
        raise NotImplementedError


def no_texts(block_type: EditorBlockType, value: Any) -> Iterable[str]:
    """Stand for ``texts`` of a block without a text that readers read."""
    return ()


def collect_nothing(block_type: BlockType, value: Any, related: RelatedObjects) -> None:
    """Stand for ``collect`` of a block that refers to nothing."""


def missing_parts(block_type: EditorBlockType) -> dict[str, str]:
    """Return the parts that a type of block lacks, each with what it is."""
    lacks = object()
    inherited = [[getattr(base, name, lacks) for base in (EditorBlockType, BlockType)] for name in BlockType.PARTS]
    return {
        name: meaning
        for (name, meaning), parts in zip(BlockType.PARTS.items(), inherited, strict=True)
        if (part := getattr(type(block_type), name, lacks)) is lacks or part in parts
    }
