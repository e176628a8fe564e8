"""Finds the comments by which WordPress marks blocks: ``<!-- wp:name {"key": "value"} -->``."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_MARK = re.compile(r"\s+(/)?wp:([a-z][a-z0-9_/-]*)\s*", re.DOTALL)


@dataclass
class BlockMark:
    """The beginning or the end of a block, a block without content, or, without a name, HTML between them."""

    html: str = ""
    name: str = ""
    ends: bool = False
    is_empty: bool = False
    attributes: dict[str, Any] = field(default_factory=dict)


def has_blocks(text: str) -> bool:
    """Tell whether a text was written as blocks."""
    return "<!-- wp:" in text


def block_marks(text: str) -> Iterator[BlockMark]:
    """Yield the marks in a text and what is between them, in order. Other comments are left as they are."""
    place = 0
    for comment in _COMMENT.finditer(text):
        mark = _mark(comment[1])
        if mark is None:
            continue
        if comment.start() > place:
            yield BlockMark(text[place : comment.start()])
        yield mark
        place = comment.end()
    if place < len(text):
        yield BlockMark(text[place:])


def _mark(comment: str) -> BlockMark | None:
    found = _MARK.match(comment)
    if found is None:
        return None
    rest = comment[found.end() :].strip()
    is_empty = rest.endswith("/")
    name = found[2].strip("/")
    return BlockMark(
        name=name if "/" in name else f"core/{name}",
        ends=bool(found[1]),
        is_empty=is_empty or found[2].endswith("/"),
        attributes=_attributes(rest.removesuffix("/").strip()),
    )


def _attributes(text: str) -> dict[str, Any]:
    """Return the attributes of a block; none, if they are damaged."""
    try:
        found = json.loads(text) if text.startswith("{") else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
