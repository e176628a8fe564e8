"""Parses clean HTML into a tree, for conversion to other formats."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

Child = Union["HtmlNode", str]
#: Deeper than real text, but safe for recursion. The contents of deeper elements become children of this level.
DEEPEST_ELEMENT = 40
EMPHASIS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~", "strike": "~~"}
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s[\w-]+="[^"]*")*)/?>')
_ATTRIBUTE = re.compile(r'\s([\w-]+)="([^"]*)"')
_EMPTY = frozenset({"br", "hr", "img", "embed"})


@dataclass
class HtmlNode:
    """An element. Text among its children is unescaped."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    def named(self, *tags: str) -> list["HtmlNode"]:
        """Return the descendants with these tag names, without those inside one another."""
        found: list[HtmlNode] = []
        for child in self.children:
            if isinstance(child, HtmlNode):
                found += [child] if child.tag in tags else child.named(*tags)
        return found


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes of a tag, unescaped. Their values must be in double quotes."""
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def parse(clean: str) -> HtmlNode:
    """Parse balanced HTML, with all attributes in double quotes, into the children of one element."""
    root = HtmlNode("div")
    path = [root]
    skipped = position = 0
    for match in _TAG.finditer(clean):
        _append_text(path[-1], clean[position : match.start()])
        position = match.end()
        closing, tag, attributes = match.groups()
        if closing and skipped:
            skipped -= 1
        elif closing:
            path.pop()
        elif tag in _EMPTY:
            _append(path[-1], tag, attributes)
        elif len(path) < DEEPEST_ELEMENT:
            path.append(_append(path[-1], tag, attributes))
        else:
            skipped += 1
    _append_text(path[-1], clean[position:])
    return root


def _append_text(parent: HtmlNode, text: str) -> None:
    if text:
        parent.children.append(html.unescape(text))


def _append(parent: HtmlNode, tag: str, attributes: str) -> HtmlNode:
    """Add an element, or return the previous one if both are the same kind of emphasis."""
    previous = parent.children[-1] if parent.children else None
    if tag in EMPHASIS and isinstance(previous, HtmlNode) and EMPHASIS.get(previous.tag) == EMPHASIS[tag]:
        return previous
    node = HtmlNode(tag, attributes_of(attributes))
    parent.children.append(node)
    return node
