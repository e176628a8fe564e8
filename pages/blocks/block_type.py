"""The part of a block type that belongs to the content model. How blocks are served is defined in ``api``."""

from collections.abc import Iterable
from typing import Any, ClassVar

from wagtail.blocks import Block

from pages.blocks.parts import Part
from pages.blocks.typed_texts import IsPublic, typed_texts
from pages.fields.plain_text import one_line
from pages.registration.registry import Registry


class EditorBlockType:
    """A type of block that a body can contain. Register each subclass once with ``register_editor_block``."""

    #: The name in stored blocks, the API and the form: lower case with underscores. It must never change.
    name: ClassVar[str]
    #: The block that editors fill in.
    editor: ClassVar[Block]
    #: Whether the text is a heading. Headings are not part of excerpts.
    is_heading: ClassVar[bool] = False
    #: The type of a stored value: ``str`` for rich text, ``dict`` for a block with several fields.
    stored_as: ClassVar[type] = dict

    #: The part of a pasted text that becomes a block of this type, if any; ``from_part`` makes its value.
    made_from: ClassVar[type[Part] | None] = None

    def from_part(self, part: Any) -> Any:
        """Return the value of a block for a part of the class ``made_from``, in its database form."""
        raise NotImplementedError

    def texts(self, value: Any) -> Iterable[str]:
        """Return the running text of a stored ``value``, in order, as plain text: excerpts and word counts use it.

        The value is in its database form: it contains primary keys instead of chosen objects, and it may lack fields
        that were added later.
        """
        raise NotImplementedError

    def searched_texts(self, value: Any, is_public: IsPublic) -> Iterable[str]:
        """Return every text of a stored ``value`` by which its page is found, as plain text.

        By default, it is the running text and all else that editors typed into fields of ``editor`` that hold text.
        ``is_public`` tells whether an object that they chose is public: a text beside it may be shown only together
        with it, and must not be found without it.
        """
        running = list(map(one_line, self.texts(value)))
        return [*running, *(text for text in typed_texts(self.editor, value, is_public) if text not in running)]

    def embedded_urls(self, value: Any) -> Iterable[str]:
        """Return the URLs on other sites that the block embeds; their embed data is fetched after publishing."""
        return ()


_types: Registry[str, EditorBlockType] = Registry("block type")


def register_editor_block(block_type: EditorBlockType, *, own: bool = False) -> None:
    """Register a block type, so that bodies can contain it. Raise the same errors as ``Registry.register``."""
    _types.register(block_type.name, block_type, own=own)


def editor_block_types() -> dict[str, EditorBlockType]:
    """Return every block type by name, in the order in which the editor lists them."""
    return dict(_types.all())
