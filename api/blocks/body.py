"""Builds the JSON of a page's body from the stored blocks, without a query per block.

A block whose content is not public at all is dropped.
"""

from collections.abc import Iterator
from typing import Any

from api.blocks.headings import rich_text_headings
from api.blocks.registry import block_types
from api.loading.related_objects import RelatedObjects


def stored_blocks(body: Any) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a body that can be served, without the empty or unknown ones that an import may have left."""
    types = block_types()
    for block in body.raw_data:
        block_type = types.get(block.get("type"))
        if block_type is not None and isinstance(block.get("value"), block_type.stored_as):
            yield block


def collect_body(body: Any, related: RelatedObjects) -> None:
    """Register everything that the blocks of a body refer to, so that it is loaded."""
    types = block_types()
    for block in stored_blocks(body):
        types[block["type"]].collect(block["value"], related)


def represent_body(body: Any, related: RelatedObjects, opening: str = "") -> list[dict[str, Any]]:
    """Return a body as a list of ``{type, value, id}``. ``opening`` is the rich text that precedes it."""
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
    """Return the headings of the rich text ``opening`` and of the body after it, with their levels and anchors."""
    types = block_types()
    anchors: set[str] = set()
    contents = rich_text_headings(opening, related, anchors)
    for block in stored_blocks(body):
        contents += types[block["type"]].headings(block["value"], related, anchors)
    return [{name: heading[name] for name in ("level", "text", "anchor")} for heading in contents]


def body_html(blocks: list[dict[str, Any]], page_url: str) -> str:
    """Return a body as simple HTML, from its blocks as the API serves them and the URL of its page.

    Blocks of unknown types are omitted.
    """
    types = block_types()
    return "".join(types[block["type"]].html(block["value"], page_url) for block in blocks if block["type"] in types)
