"""Changes every reference in the content of an object: in its fields, its rows, its blocks and its rich text."""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import features

from pages.blocks.stored_rich_text import with_other_keys

#: Takes the model that a reference leads to, and what names the object; returns what names it elsewhere, or ``None``.
Change = Callable[[type[Model], Any], Any]
#: What an object is in one installation, not what it says. What a series gave an event is known where it was given.
BOOKKEEPING = frozenset(
    {
        *("pk", "path", "depth", "numchild", "url_path", "draft_title", "content_type", "owner", "translation_key"),
        *("wagtail_admin_comments", "comments", "locale", "alias_of", "live", "has_unpublished_changes", "expired"),
        *("latest_revision", "live_revision", "latest_revision_created_at", "first_published_at"),
        *("last_published_at", "locked", "locked_at", "locked_by", "given_by_series", "uploaded_by_user"),
        *("created_at", "file", "file_hash", "tags"),
    }
)
#: What names nothing in rich text.
NOTHING = "0"


class RequiredReferenceLost(LookupError):
    """A reference that an object or a row cannot be without leads nowhere. The argument is the name of its field."""


def root_of(model: type[Model]) -> type[Model]:
    """Return the model whose table numbers the objects of a model: ``Page`` for a page type."""
    return (model._meta.get_parent_list() or [model])[-1]


def with_other_references(model: type[Model], content: dict[str, Any], change: Change) -> dict[str, Any]:
    """Return the content of an object, as ``serializable_data`` has it, with other references and no bookkeeping.

    A row without what it cannot be without is left out. Raise ``RequiredReferenceLost`` if that is the object itself.
    """
    rows = {str(relation.get_accessor_name()): relation.related_model for relation in get_all_child_relations(model)}
    changed: dict[str, Any] = {}
    for name, value in content.items():
        if name in BOOKKEEPING:
            continue
        if name in rows:
            changed[name] = _rows(rows[name], value, change)
            continue
        try:
            field: Any = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if getattr(field, "primary_key", False):
            continue
        if not isinstance(field, ParentalKey | TaggableManager):
            changed[name] = _value(field, value, change)
    return changed


def _rows(model: type[Model], rows: list[dict[str, Any]], change: Change) -> list[dict[str, Any]]:
    kept = []
    for row in rows:
        try:
            kept.append(with_other_references(model, row, change))
        except RequiredReferenceLost:
            continue
    return kept


def _value(field: "Field[Any, Any]", value: Any, change: Change) -> Any:
    if value is None or value == "":
        return value
    related: Any = field.related_model
    if field.many_to_many:
        return [found for key in value if (found := change(root_of(related), key)) is not None]
    if field.is_relation:
        found = change(root_of(related), value)
        if found is None and not field.null:
            raise RequiredReferenceLost(field.name)
        return found
    if isinstance(field, StreamField):
        stored = json.loads(value) if isinstance(value, str) else value
        return json.dumps(in_block(field.stream_block, stored, change), ensure_ascii=False, sort_keys=True)
    return in_rich_text(value, change) if isinstance(field, RichTextField) else value


def in_block(block: Any, value: Any, change: Change) -> Any:
    """Return the stored value of a block with other references. What is not of its form stays as it is."""
    if isinstance(block, ImageBlock) and not isinstance(value, dict):
        return in_block(block.child_blocks["image"], value, change)
    if isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        children = block.child_blocks
        return {
            name: in_block(children[name], inner, change) if name in children else inner
            for name, inner in value.items()
        }
    if isinstance(block, blocks.StreamBlock) and isinstance(value, list):
        return [_in_item(block.child_blocks.get(item.get("type")), item, change) for item in value if _is_item(item)]
    if isinstance(block, blocks.ListBlock) and isinstance(value, list):
        # Earlier versions of Wagtail store the values alone.
        return [
            _in_item(block.child_block, item, change)
            if _is_item(item) and item.get("type") == "item"
            else in_block(block.child_block, item, change)
            for item in value
        ]
    if isinstance(block, blocks.ChooserBlock):
        return None if value in (None, "") else change(root_of(block.model_class), value)
    if isinstance(block, blocks.RichTextBlock) and isinstance(value, str):
        return in_rich_text(value, change)
    return value


def in_rich_text(text: Any, change: Change) -> str:
    """Return rich text with other references; one that leads nowhere names the object ``0``, which is never there."""

    def named(kind: str, key: str) -> str:
        model = _models_of_rich_text().get(kind)
        return key if model is None else str(change(root_of(model), key) or NOTHING)

    return with_other_keys(str(text), named)


def _models_of_rich_text() -> dict[str, type[Model]]:
    found: dict[str, type[Model]] = {}
    for kind, handler in (*features.get_link_types().items(), *features.get_embed_types().items()):
        try:
            found[kind] = handler.get_model()
        except (NotImplementedError, AttributeError):
            # It names no object: a link to an address, or an embedded film.
            continue
    return found


def _is_item(item: Any) -> bool:
    return isinstance(item, dict)


def _in_item(block: Any, item: dict[str, Any], change: Change) -> dict[str, Any]:
    return item if block is None else {**item, "value": in_block(block, item.get("value"), change)}
