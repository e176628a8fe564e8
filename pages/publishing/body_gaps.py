"""What is missing in the blocks of a body, with the path of the field that lacks it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError


@dataclass(frozen=True)
class BodyGap:
    """A value that a block lacks or does not allow. ``path`` begins with the id of the block of the body."""

    block_id: str | None
    message: str
    path: tuple[str, ...]


def body_gaps(body: Any) -> list[BodyGap]:
    """Return the gaps of a body (a ``StreamValue``), in the order of its blocks."""
    try:
        body.stream_block.clean(body)
    except StreamBlockValidationError as error:
        return [
            BodyGap(path[0] if path else None, message, path)
            for path, message in _leaves(body.stream_block, body, error, "")
        ]
    return []


def _leaves(block: Any, value: Any, error: Any, name: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the path and the message of each error below a block."""
    if isinstance(error, StreamBlockValidationError) and isinstance(block, StreamBlock):
        for position, found in (error.block_errors or {}).items():
            child = value[position]
            label = _label(child.block)
            for path, message in _leaves(child.block, child.value, found, ""):
                yield (str(child.id), *path), f"{label}: {message}" if label else message
        yield from (((), message) for message in _messages(error.non_block_errors))
    elif isinstance(error, StructBlockValidationError) and isinstance(block, StructBlock):
        for field, found in (error.block_errors or {}).items():
            child = block.child_blocks[field]
            yield from (
                ((field, *path), message)
                for path, message in _leaves(child, value.get(field) if value else None, found, _label(child) or field)
            )
        yield from (((), message) for message in _messages(error.non_block_errors))
    elif isinstance(error, ListBlockValidationError) and isinstance(block, ListBlock):
        for position, found in _numbered(error.block_errors):
            child = value.bound_blocks[position]
            yield from (
                ((str(child.id), *path), message) for path, message in _leaves(child.block, child.value, found, name)
            )
        yield from (((), message) for message in _messages(error.non_block_errors))
    else:
        yield (), _message(error, name)


def _label(block: Any) -> str:
    return str(block.label or "")


def _numbered(errors: Any) -> Iterator[tuple[int, Any]]:
    pairs = errors.items() if isinstance(errors, dict) else enumerate(errors or [])
    return ((position, error) for position, error in pairs if error)


def _messages(errors: Any) -> list[str]:
    return [message for error in errors or [] for message in getattr(error, "messages", [str(error)])]


def _message(error: Any, name: str) -> str:
    errors = error.error_list if isinstance(error, ValidationError) and hasattr(error, "error_list") else [error]
    if any(getattr(found, "code", "") == "required" for found in errors):
        return f"fill in “{name}”." if name else "write something, or remove it."
    sentence = " ".join(getattr(error, "messages", [str(error)]))
    return f"“{name}”: {sentence}" if name else sentence
