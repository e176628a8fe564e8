"""The body of a page in a response, built from what is stored, without a query a block.

A block that is left with only invisible content is dropped.
"""

from collections.abc import Iterator
from typing import Any

from api.blocks.headings import rich_text_headings
from api.blocks.registry import block_types
from api.loading.related_objects import RelatedObjects


def stored_blocks(body: Any) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a body that can be served. An import may have left others, of an unknown type or empty."""
    types = block_types()
    for block in body.raw_data:
        block_type = types.get(block.get("type"))
        if block_type is not None and isinstance(block.get("value"), block_type.stored_as):
            yield block


def collect_body(body: Any, related: RelatedObjects) -> None:
    """Ask for everything that the blocks of a body refer to."""
    types = block_types()
    for block in stored_blocks(body):
        types[block["type"]].collect(block["value"], related)


def represent_body(body: Any, related: RelatedObjects, opening: str = "") -> list[dict[str, Any]]:
    """Return a body as a list of ``{type, value, id}``. ``opening`` is the rich text that stands before it."""
    types = block_types()
    anchors: set[str] = set()
    rich_text_headings(opening, related, anchors)
    built = []
    for block in stored_blocks(body):
        value = types[block["type"]].build(block["value"], related, anchors)
        if value is not None:
            built.append({"type": block["type"], "value": value, "id": block.get("id")})
    return built


def table_of_contents(body: Any, related: RelatedObjects, opening: str = "") -> list[dict[str, Any]]:
    """Return the headings of a body, and of the rich text before it, with their level and anchor."""
    types = block_types()
    anchors: set[str] = set()
    contents = rich_text_headings(opening, related, anchors)
    for block in stored_blocks(body):
        contents += types[block["type"]].headings(block["value"], related, anchors)
    return [{name: heading[name] for name in ("level", "text", "anchor")} for heading in contents]


def body_html(blocks: list[dict[str, Any]], page_url: str) -> str:
    """Return a body as simple HTML, given its blocks as the API serves them and the URL of its page.

    Blocks of an unknown type are left out.
    """
    types = block_types()
    return "".join(types[block["type"]].html(block["value"], page_url) for block in blocks if block["type"] in types)
