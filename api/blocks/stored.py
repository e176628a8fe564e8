"""Reads the values of blocks as they are stored in the database."""

from collections.abc import Iterable
from typing import Any

from api.content import representations
from api.loading.related_objects import RelatedObjects


def stored_items(stored: Any) -> list[Any]:
    """Return the values of a stored ``ListBlock``."""
    return [item["value"] if isinstance(item, dict) and item.get("type") == "item" else item for item in stored or []]


def stored_text(value: Any, name: str) -> str:
    """Return a text field of a stored ``StructBlock``, or an empty string if it is missing."""
    return str(value.get(name) or "")


def collect_images(stored: Iterable[Any], related: RelatedObjects) -> None:
    """Register the images of stored image blocks, so that they are loaded."""
    for item in stored:
        related.want("images", item.get("image") if isinstance(item, dict) else item)


def image_caption(stored: Any, related: RelatedObjects) -> str:
    """Return the image's own caption, for a stored image block whose image is public."""
    return related.images[_image_block(stored)["image"]].caption


def represent_stored_image(stored: Any, related: RelatedObjects) -> dict[str, Any] | None:
    """Return the JSON of a stored image block, with the block's alternative text; ``None`` if it is not public."""
    stored = _image_block(stored)
    return representations.image_representation(
        related,
        stored.get("image"),
        alt=stored.get("alt_text") or None,
        decorative=bool(stored.get("decorative")),
    )


def _image_block(stored: Any) -> dict[str, Any]:
    return stored if isinstance(stored, dict) else {"image": stored}
