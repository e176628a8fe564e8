"""The blocks of a body as the API serves them, built from what is stored, without a query a block.

Stored values are read as they are in the database: primary keys where an editor chose something. A block that is left
with only invisible content is dropped.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from api.content import representations
from api.content.link import collect_link, link_value
from api.loading.related_objects import RelatedObjects
from api.rich_text.headings import heading_anchor, may_have_headings, text_headings

Build = Callable[[Any, RelatedObjects], Any]
BuildWithHeadings = Callable[[Any, RelatedObjects, set[str]], Any]
Collect = Callable[[Any, RelatedObjects], None]


@dataclass(frozen=True)
class BlockType:
    """How a block type is served. ``build`` returns ``None`` where nothing of the block is visible.

    A block that can hold headings has ``build_with_headings`` instead, which also takes the anchors of all headings
    before it on the page, and adds its own.
    """

    build: Build = lambda value, related: None
    collect: Collect = lambda value, related: None
    build_with_headings: BuildWithHeadings | None = None


#: The levels of heading blocks, as they are stored.
HEADING_LEVELS = ("2", "3", "4")


def stored_blocks(body: Any) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a body that can be served. An import may have left others, of an unknown type or empty."""
    for block in body.raw_data:
        kind = str if block.get("type") == "paragraph" else dict
        if block.get("type") in BLOCK_TYPES and isinstance(block.get("value"), kind):
            yield block


def _items(stored: Any) -> list[Any]:
    """The values of a list as it is stored."""
    return [item["value"] if isinstance(item, dict) and item.get("type") == "item" else item for item in stored or []]


def _text(value: Any, name: str) -> str:
    return str(value.get(name) or "")


def _image(stored: Any, related: RelatedObjects) -> dict[str, Any] | None:
    stored = stored if isinstance(stored, dict) else {"image": stored}
    return representations.image_representation(
        related,
        stored.get("image"),
        alt=stored.get("alt_text") or None,
        decorative=bool(stored.get("decorative")),
    )


def _want_images(stored: Iterable[Any], related: RelatedObjects) -> None:
    for item in stored:
        related.want("images", item.get("image") if isinstance(item, dict) else item)


def _collect_paragraph(value: Any, related: RelatedObjects) -> None:
    related.want_rich_text(value or "")


def _build_paragraph(value: Any, related: RelatedObjects, anchors: set[str]) -> Any:
    return related.rich_text(value or "", anchors)


def _build_heading(value: Any, related: RelatedObjects, anchors: set[str]) -> Any:
    text = _text(value, "text")
    return {
        "text": text,
        "level": int(value["level"]) if value.get("level") in HEADING_LEVELS else 2,
        "anchor": heading_anchor(text, anchors),
    }


def _collect_image(value: Any, related: RelatedObjects) -> None:
    _want_images([value.get("image")], related)


def _build_image(value: Any, related: RelatedObjects) -> Any:
    image = _image(value.get("image"), related)
    if image is None:
        return None
    return {
        "image": image,
        "caption": _text(value, "caption") or image["caption"],
        "layout": _text(value, "layout") or "column",
    }


def _collect_gallery(value: Any, related: RelatedObjects) -> None:
    _want_images(_items(value.get("images")), related)


def _build_gallery(value: Any, related: RelatedObjects) -> Any:
    images = [image for stored in _items(value.get("images")) if (image := _image(stored, related))]
    return {"images": images} if images else None


def _collect_quote(value: Any, related: RelatedObjects) -> None:
    related.want("people", value.get("person"))


def _build_quote(value: Any, related: RelatedObjects) -> Any:
    person = related.people.get(value.get("person") or 0)
    return {
        "text": _text(value, "text"),
        "attribution": _text(value, "attribution") or (person.name if person else ""),
        "role": _text(value, "role") or representations.line_after_name(related, person),
        "person": representations.person_short(related, value.get("person")),
        "attribution_url": representations.url_or_none(_text(value, "attribution_url")),
        "source_url": representations.url_or_none(_text(value, "source_url")),
    }


def _collect_embed(value: Any, related: RelatedObjects) -> None:
    related.want_embed(_text(value, "url"))


def _build_embed(value: Any, related: RelatedObjects) -> Any:
    known = related.embed(_text(value, "url"))
    return {
        "url": _text(value, "url"),
        "provider": (known.provider_name if known else "") or "",
        "title": _text(value, "title") or (known.title if known else ""),
        "html": known.html if known else "",
        "thumbnail_url": representations.url_or_none(known.thumbnail_url) if known else None,
    }


def _collect_call_to_action(value: Any, related: RelatedObjects) -> None:
    collect_link(value.get("link") or {}, related)


def _build_call_to_action(value: Any, related: RelatedObjects) -> Any:
    return {"text": _text(value, "text"), "link": link_value(value.get("link") or {}, related)}


def _collect_document(value: Any, related: RelatedObjects) -> None:
    related.want("documents", value.get("document"))


def _build_document(value: Any, related: RelatedObjects) -> Any:
    document = representations.document_representation(related, value.get("document"))
    return {"document": document, "description": _text(value, "description")} if document else None


def _build_table(value: Any, related: RelatedObjects) -> Any:
    rows = [[str(cell) if cell is not None else "" for cell in row] for row in (value or {}).get("data") or []]
    has_header = bool((value or {}).get("first_row_is_table_header"))
    return {
        "caption": _text(value or {}, "table_caption"),
        "header": rows[0] if has_header and rows else [],
        "rows": rows[1:] if has_header else rows,
    }


def _collect_callout(value: Any, related: RelatedObjects) -> None:
    related.want_rich_text(_text(value, "text"))


def _build_callout(value: Any, related: RelatedObjects, anchors: set[str]) -> Any:
    return {
        "tone": _text(value, "tone") or "info",
        "title": _text(value, "title"),
        "text": related.rich_text(_text(value, "text"), anchors),
    }


def _collect_people(value: Any, related: RelatedObjects) -> None:
    related.want("people", *_items(value.get("people")))


def _build_people(value: Any, related: RelatedObjects) -> Any:
    people = [person for key in _items(value.get("people")) if (person := representations.person_short(related, key))]
    return {"people": people} if people else None


def _collect_related_pages(value: Any, related: RelatedObjects) -> None:
    related.want("pages", *_items(value.get("pages")))


def _build_related_pages(value: Any, related: RelatedObjects) -> Any:
    pages = representations.page_links(related, _items(value.get("pages")))
    return {"pages": pages} if pages else None


BLOCK_TYPES: dict[str, BlockType] = {
    "paragraph": BlockType(collect=_collect_paragraph, build_with_headings=_build_paragraph),
    "heading": BlockType(build_with_headings=_build_heading),
    "image": BlockType(_build_image, _collect_image),
    "gallery": BlockType(_build_gallery, _collect_gallery),
    "quote": BlockType(_build_quote, _collect_quote),
    "embed": BlockType(_build_embed, _collect_embed),
    "call_to_action": BlockType(_build_call_to_action, _collect_call_to_action),
    "document": BlockType(_build_document, _collect_document),
    "table": BlockType(_build_table),
    "callout": BlockType(collect=_collect_callout, build_with_headings=_build_callout),
    "people": BlockType(_build_people, _collect_people),
    "related_pages": BlockType(_build_related_pages, _collect_related_pages),
}


def collect_body(body: Any, related: RelatedObjects) -> None:
    """Ask for everything that the blocks of a body refer to."""
    for block in stored_blocks(body):
        BLOCK_TYPES[block["type"]].collect(block["value"], related)


def body_value(body: Any, related: RelatedObjects, opening: str = "") -> list[dict[str, Any]]:
    """Return a body as a list of ``{type, value, id}``. ``opening`` is the rich text that stands before it."""
    anchors = {heading["anchor"] for heading in _text_contents(opening, related, set())}
    built = []
    for block in stored_blocks(body):
        block_type = BLOCK_TYPES[block["type"]]
        if block_type.build_with_headings:
            value = block_type.build_with_headings(block["value"], related, anchors)
        else:
            value = block_type.build(block["value"], related)
        if value is not None:
            built.append({"type": block["type"], "value": value, "id": block.get("id")})
    return built


def table_of_contents(body: Any, related: RelatedObjects, opening: str = "") -> list[dict[str, Any]]:
    """Return the headings of a body, and of the rich text before it, with their level and anchor.

    Headings within rich text are among them: imported text has such.
    """
    anchors: set[str] = set()
    contents = _text_contents(opening, related, anchors)
    for block in stored_blocks(body):
        if block["type"] == "heading":
            contents.append(_build_heading(block["value"], related, anchors))
        elif block["type"] == "paragraph":
            contents += _text_contents(block["value"] or "", related, anchors)
        elif block["type"] == "callout":
            contents += _text_contents(_text(block["value"], "text"), related, anchors)
    return [{name: heading[name] for name in ("level", "text", "anchor")} for heading in contents]


def _text_contents(text: str, related: RelatedObjects, anchors: set[str]) -> list[dict[str, Any]]:
    if not may_have_headings(text):
        return []
    return [
        {"level": found.level, "text": found.text, "anchor": heading_anchor(found.text, anchors)}
        for found in text_headings(related.clean(text))
    ]
