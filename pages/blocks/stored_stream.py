"""Streams of blocks as they may be stored: what is not of the form that their blocks store is left out or mended.

Wagtail's blocks take for granted that their own forms wrote what they read. An import, or an earlier version of a
block, may have left anything: no list, blocks of unknown types, a text where a block has fields.
"""

import datetime
import json
from typing import Any

from django.db.models import Model
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageBlock

from pages.blocks.stored_rich_text import sound_rich_text

#: Marks a value that cannot be mended, so that what it belongs to is left out.
_UNSOUND: Any = object()
#: Keys in a database are no larger.
_LARGEST_KEY = 2**63 - 1
#: Real streams are nested less than ten deep.
DEEPEST = 50
_TEXTS = (blocks.CharBlock, blocks.TextBlock, blocks.RegexBlock, blocks.URLBlock, blocks.EmailBlock)
_DATES = (blocks.DateBlock, blocks.TimeBlock, blocks.DateTimeBlock)


class StoredStreamBlock(blocks.StreamBlock):
    """A stream block that reads whatever is stored in its column."""

    def to_python(self, value: Any) -> Any:
        """Return the stream that is stored as JSON. Blocks that cannot be read are left out."""
        if isinstance(value, str) and value:
            try:
                stored = json.loads(value)
            except (ValueError, RecursionError):
                # Wagtail keeps a text that is no JSON, such as one from before a migration.
                return self.empty_value(raw_text=value)
            return super().to_python(sound_stream(self, stored))
        in_memory = isinstance(value, list | tuple) and any(isinstance(item, tuple) for item in value)
        if value is None or isinstance(value, StreamValue) or in_memory:
            return super().to_python(value)
        return super().to_python(sound_stream(self, value))

    def deconstruct(self) -> Any:
        """Return Wagtail's block for migrations, because both hold the same values."""
        _, arguments, options = super().deconstruct()
        return "wagtail.blocks.StreamBlock", arguments, options


def sound_stream(block: blocks.StreamBlock, stored: Any, depth: int = 0) -> list[dict[str, Any]]:
    """Return the blocks of a stored stream that can be read, with their values mended."""
    sound = []
    for item in stored if isinstance(stored, list | tuple) and depth < DEEPEST else ():
        kind = item.get("type") if isinstance(item, dict) else None
        child = block.child_blocks.get(kind) if isinstance(kind, str) else None
        value = sound_value(child, item.get("value"), depth + 1) if child is not None else _UNSOUND
        if value is not _UNSOUND:
            identifier = item.get("id")
            sound.append({**item, "value": value, "id": identifier if isinstance(identifier, str) else None})
    return sound


def sound_value(block: Any, stored: Any, depth: int = 0) -> Any:
    """Return the stored value of a block, mended where a part of it has a wrong type."""
    if isinstance(block, ImageBlock):
        return _sound_image(block, stored)
    if isinstance(block, blocks.StructBlock):
        return _sound_fields(block, stored, depth)
    if isinstance(block, blocks.StreamBlock):
        return sound_stream(block, stored, depth)
    if isinstance(block, blocks.ListBlock):
        return _sound_items(block, stored, depth)
    if isinstance(block, blocks.ChooserBlock):
        return _sound_key(stored)
    if isinstance(block, TableBlock):
        return _sound_table(stored)
    if isinstance(block, blocks.ChoiceBlock):
        return stored if isinstance(stored, str) and block.field.valid_value(stored) else block.get_default()
    if isinstance(block, blocks.RichTextBlock):
        return sound_rich_text(stored) if isinstance(stored, str) else _UNSOUND
    if isinstance(block, blocks.RawHTMLBlock):
        return stored if isinstance(stored, str) else _UNSOUND
    if isinstance(block, _TEXTS):
        return _sound_text(stored)
    if isinstance(block, blocks.BooleanBlock):
        return stored is True
    if isinstance(block, _DATES):
        return _sound_date(block, stored)
    return stored


def _sound_fields(block: blocks.StructBlock, stored: Any, depth: int) -> Any:
    if not isinstance(stored, dict) or depth >= DEEPEST:
        return _UNSOUND
    fields = dict(stored)
    for name, child in block.child_blocks.items():
        if name in fields:
            value = sound_value(child, fields[name], depth + 1)
            fields[name] = _empty(child) if value is _UNSOUND else value
    return fields


def _empty(block: Any) -> Any:
    if isinstance(block, blocks.StructBlock):
        return {}
    return [] if isinstance(block, blocks.StreamBlock | blocks.ListBlock) else ""


def _sound_items(block: blocks.ListBlock, stored: Any, depth: int) -> list[Any]:
    sound = []
    for item in stored if isinstance(stored, list) and depth < DEEPEST else ():
        # Earlier versions of Wagtail store the values alone.
        is_item = isinstance(item, dict) and item.get("type") == "item"
        value = sound_value(block.child_block, item.get("value") if is_item else item, depth + 1)
        if value is not _UNSOUND and value is not None:
            sound.append({**item, "value": value} if is_item else value)
    return sound


def _sound_image(block: ImageBlock, stored: Any) -> Any:
    # Earlier versions of a block store the key alone.
    return _sound_fields(block, stored, 0) if isinstance(stored, dict) else _sound_key(stored)


def _sound_key(stored: Any) -> Any:
    if isinstance(stored, Model):
        return stored
    is_key = isinstance(stored, int) and not isinstance(stored, bool) and 0 < stored <= _LARGEST_KEY
    return stored if is_key else None


def _sound_text(stored: Any) -> str:
    return stored if isinstance(stored, str) else str(stored) if isinstance(stored, int | float) else ""


def _sound_date(block: Any, stored: Any) -> Any:
    if isinstance(stored, datetime.date | datetime.time):
        return stored
    try:
        return stored if isinstance(stored, str) and block.to_python(stored) is not None else None
    except (ValueError, OverflowError):
        return None


def _sound_table(stored: Any) -> Any:
    if not isinstance(stored, dict):
        return _UNSOUND
    data = stored.get("data")
    rows = [row for row in data if isinstance(row, list)] if isinstance(data, list) else []
    return {**stored, "data": rows, "table_caption": _sound_text(stored.get("table_caption"))}
