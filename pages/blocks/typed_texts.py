"""What editors typed into a block, found by the definition of the block."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model
from wagtail.blocks import (
    BaseStreamBlock,
    BaseStructBlock,
    Block,
    CharBlock,
    ChooserBlock,
    ListBlock,
    RawHTMLBlock,
    RichTextBlock,
    TextBlock,
)
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.coreutils import resolve_model_string
from wagtail.images.blocks import ImageBlock

from pages.blocks.link import LinkBlock
from pages.fields.plain_text import one_line, plain_text

#: Tells whether a chosen object is public, from its model and its primary key.
IsPublic = Callable[[type[Model], Any], bool]


def typed_texts(block: Block, value: Any, is_public: IsPublic) -> Iterator[str]:
    """Yield the texts in a stored ``value`` of a block and of the blocks in it, as plain text.

    Addresses, choices and alternative texts, which are not shown as text, are left out; so are the texts of a group of
    fields in which an editor chose something that is not public, because such a group is not shown. Whatever does not
    have the form that the block stores is passed over: content may have been imported, or stored by an earlier version.
    """
    if isinstance(block, ImageBlock):
        return
    if isinstance(block, BaseStructBlock):
        yield from _of_fields(block, value if isinstance(value, dict) else {}, is_public)
    elif isinstance(block, ListBlock):
        for item in value if isinstance(value, list) else ():
            # Earlier versions of Wagtail store the values alone.
            stored = item.get("value") if isinstance(item, dict) and item.get("type") == "item" else item
            yield from typed_texts(block.child_block, stored, is_public)
    elif isinstance(block, BaseStreamBlock):
        for item in value if isinstance(value, list) else ():
            child = block.child_blocks.get(item.get("type")) if isinstance(item, dict) else None
            if child is not None:
                yield from typed_texts(child, item.get("value"), is_public)
    elif isinstance(block, TableBlock):
        yield from _cells(value if isinstance(value, dict) else {})
    elif isinstance(value, str):
        if isinstance(block, RichTextBlock | RawHTMLBlock):
            yield plain_text(value)
        elif isinstance(block, CharBlock | TextBlock):
            yield one_line(value)


def _of_fields(block: BaseStructBlock, value: dict[str, Any], is_public: IsPublic) -> Iterator[str]:
    chosen = [found for name, child in block.child_blocks.items() for found in _chosen(child, value.get(name))]
    shown = all(is_public(model, key) for model, key in chosen)
    if isinstance(block, LinkBlock):
        shown = shown and any(value.get(name) for name in LinkBlock.TARGETS)
    for name, child in block.child_blocks.items():
        if shown or not isinstance(child, RichTextBlock | RawHTMLBlock | CharBlock | TextBlock):
            yield from typed_texts(child, value.get(name), is_public)


def _chosen(block: Block, value: Any) -> Iterator[tuple[type[Model], Any]]:
    """Yield the object that an editor chose in a field, with its model."""
    if isinstance(block, ImageBlock):
        block, value = block.child_blocks["image"], value.get("image") if isinstance(value, dict) else value
    if isinstance(block, ChooserBlock) and value:
        yield resolve_model_string(block.target_model), value


def _cells(table: dict[str, Any]) -> Iterator[str]:
    yield one_line(str(table.get("table_caption") or ""))
    rows = table.get("data")
    for row in rows if isinstance(rows, list) else ():
        yield from (one_line(str(cell)) for cell in (row if isinstance(row, list) else ()) if cell not in (None, ""))
