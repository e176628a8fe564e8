"""Turns the parts of a text from elsewhere into blocks of a body, or into the rich text of a field."""

import uuid
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from pages.blocks.block_type import EditorBlockType, editor_block_types
from pages.blocks.parts import (
    ButtonPart,
    EmbedPart,
    FilePart,
    GalleryPart,
    HeadingPart,
    Part,
    PicturePart,
    QuotePart,
    TablePart,
    TextPart,
)
from pages.foreign_html.left_out import LeftOut

#: The rich text features for the elements that text may contain.
FEATURES = {
    "b": "bold",
    "i": "italic",
    "s": "strikethrough",
    "sup": "superscript",
    "sub": "subscript",
    "a": "link",
    "ul": "ul",
    "ol": "ol",
}


def as_blocks(parts: Iterable[Part], left_out: LeftOut) -> list[dict[str, Any]]:
    """Return ``type`` and ``value`` of a block for each part; the value is the state of the block's form.

    A part for which no block type is registered becomes text.
    """
    return [
        {"type": block_type.name, "value": _form_state(block_type, value)}
        for block_type, value in _values(parts, left_out)
    ]


def as_stored_blocks(parts: Iterable[Part], left_out: LeftOut) -> list[dict[str, Any]]:
    """Return the blocks of a body as they are stored, likewise. The files of the parts must be in the library."""
    return [
        {"type": block_type.name, "value": value, "id": str(uuid.uuid4())}
        for block_type, value in _values(parts, left_out)
    ]


def _values(parts: Iterable[Part], left_out: LeftOut) -> Iterator[tuple[EditorBlockType, Any]]:
    """Yield a block type and a value in its database form for each part."""
    types = {block_type.made_from: block_type for block_type in reversed(editor_block_types().values())}
    for part in parts:
        block_type = types.get(type(part))
        if block_type is None:
            part = TextPart(text_of(part, left_out))
            block_type = types.get(TextPart)
        if block_type is not None:
            yield block_type, block_type.from_part(part)


def as_rich_text(parts: Iterable[Part], allowed: Iterable[str], left_out: LeftOut) -> str:
    """Return all parts as the content of one rich text editor, with the elements that are ``allowed``."""
    html = "".join(text_of(part, left_out) for part in parts)
    features = [FEATURES[name] for name in sorted(allowed) if name in FEATURES]
    state: str = ContentstateConverter(features=features).from_database_format(html)
    return state


def _form_state(block_type: EditorBlockType, value: Any) -> Any:
    editor = block_type.editor
    return editor.get_form_state(editor.to_python(value))


def text_of(part: Part, left_out: LeftOut) -> str:
    """Return a part as paragraphs of rich text that say the same, and count the form that it loses."""
    if isinstance(part, TextPart):
        return part.html
    left_out.add(_FORMS[type(part)])
    if isinstance(part, HeadingPart):
        return _paragraphs(part.text)
    if isinstance(part, QuotePart):
        return _paragraphs(*part.text.split("\n\n"), part.attribution)
    if isinstance(part, TablePart):
        return _paragraphs(part.caption, *(" | ".join(" ".join(cell.split()) for cell in row) for row in part.rows))
    if isinstance(part, PicturePart):
        return _paragraphs(part.caption)
    if isinstance(part, GalleryPart):
        return _paragraphs(*(picture.caption for picture in part.pictures))
    if isinstance(part, EmbedPart):
        return _link(part.url, part.title or part.url)
    if isinstance(part, FilePart):
        return _link(part.source, part.label or part.source)
    return _link(part.url, part.label)


_FORMS = {
    HeadingPart: "heading",
    QuotePart: "quote",
    TablePart: "table",
    PicturePart: "picture",
    GalleryPart: "gallery",
    EmbedPart: "embed",
    FilePart: "file",
    ButtonPart: "button",
}


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts if text)


def _link(address: str, label: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(label, quote=False)}</a></p>'
