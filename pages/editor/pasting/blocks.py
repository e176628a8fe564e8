"""Turns the parts of a pasted text into blocks of a body, or into the rich text of a field."""

from collections.abc import Iterable
from html import escape
from typing import Any

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from pages.blocks.block_type import EditorBlockType, editor_block_types
from pages.blocks.pasted import PastedHeading, PastedPart, PastedQuote, PastedTable, PastedText
from pages.editor.pasting.left_out import LeftOut

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


def as_blocks(parts: Iterable[PastedPart], left_out: LeftOut) -> list[dict[str, Any]]:
    """Return ``type`` and ``value`` of a block for each part; the value is the state of the block's form.

    A part for which no block type is registered becomes text.
    """
    types = {block_type.pasted_as: block_type for block_type in reversed(editor_block_types().values())}
    blocks = []
    for part in parts:
        block_type = types.get(type(part))
        if block_type is None:
            part = PastedText(_text_of(part, left_out))
            block_type = types.get(PastedText)
        if block_type is not None:
            blocks.append({"type": block_type.name, "value": _form_state(block_type, part)})
    return blocks


def as_rich_text(parts: Iterable[PastedPart], allowed: Iterable[str], left_out: LeftOut) -> str:
    """Return all parts as the content of one rich text editor, with the elements that are ``allowed``."""
    html = "".join(part.html if isinstance(part, PastedText) else _text_of(part, left_out) for part in parts)
    features = [FEATURES[name] for name in sorted(allowed) if name in FEATURES]
    state: str = ContentstateConverter(features=features).from_database_format(html)
    return state


def _form_state(block_type: EditorBlockType, part: PastedPart) -> Any:
    editor = block_type.editor
    return editor.get_form_state(editor.to_python(block_type.from_pasted(part)))


def _text_of(part: PastedPart, left_out: LeftOut) -> str:
    """Return a part as paragraphs, and count the form that it loses."""
    if isinstance(part, PastedHeading):
        left_out.add("heading")
        return f"<p>{escape(part.text, quote=False)}</p>"
    if isinstance(part, PastedQuote):
        left_out.add("quote")
        return "".join(f"<p>{escape(text, quote=False)}</p>" for text in part.text.split("\n\n"))
    if isinstance(part, PastedTable):
        left_out.add("table")
        rows = (" | ".join(" ".join(cell.split()) for cell in row) for row in part.rows)
        return "".join(f"<p>{escape(row, quote=False)}</p>" for row in rows)
    return part.html
