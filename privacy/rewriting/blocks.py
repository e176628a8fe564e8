"""Rewrites the stored values of blocks."""

import json
from typing import Any

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.models import Person
from privacy.rewriting.choice import Rewriting
from privacy.rewriting.plain import rewritten_json

#: Texts of a block that stand for a person without a record.
NAMES = ("attribution", "name")
#: Texts of a block about a person: they go with the name.
ABOUT = ("role", "attribution_url")
_GONE = object()


def rewritten_stream(block: Any, stored: Any, how: Rewriting) -> Any:
    """Return the stored value of a body, JSON as a text or as a list, without the person."""
    values = json.loads(stored) if isinstance(stored, str) and stored else stored
    if not isinstance(values, list):
        return stored
    changed = [new for value in values if (new := _stream_child(block, value, how)) is not _GONE]
    if changed == values:
        return stored
    return json.dumps(changed, ensure_ascii=False) if isinstance(stored, str) else changed


def _stream_child(block: Any, value: Any, how: Rewriting) -> Any:
    if not isinstance(value, dict) or "type" not in value:
        return value
    child = block.child_blocks.get(value["type"])
    if child is None:
        # A block of an application that is no longer installed.
        return rewritten_json(value, how)
    inner = _value(child, value.get("value"), how)
    return _GONE if inner is _GONE else {**value, "value": inner}


def _value(block: Any, value: Any, how: Rewriting) -> Any:
    if isinstance(block, blocks.StreamBlock) and isinstance(value, list):
        return [new for each in value if (new := _stream_child(block, each, how)) is not _GONE]
    if isinstance(block, blocks.ListBlock) and isinstance(value, list):
        return _list(block, value, how)
    if isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        return _struct(block, value, how)
    if _chooses_person(block):
        return _person(value, how)
    return rewritten_json(value, how)


def _list(block: Any, values: list[Any], how: Rewriting) -> Any:
    kept = []
    for each in values:
        if isinstance(each, dict) and each.get("type") == "item":
            inner = _value(block.child_block, each.get("value"), how)
            kept.append(_GONE if inner is _GONE else {**each, "value": inner})
        else:
            kept.append(_value(block.child_block, each, how))
    left = [each for each in kept if each is not _GONE]
    # A list of nobody is a block of nothing.
    return _GONE if values and not left else left


def _struct(block: Any, value: dict[str, Any], how: Rewriting) -> Any:
    choosers = {name for name, child in block.child_blocks.items() if _chooses_person(child)}
    names = [name for name in NAMES if name in block.child_blocks]
    written = next((str(value.get(name) or "") for name in names), "")
    has_person = how.subject.key is not None and any(value.get(name) == how.subject.key for name in choosers)
    if has_person or (choosers and how.spellings.is_whole(written)):
        about: dict[str, Any] = dict.fromkeys((name for name in ABOUT if name in block.child_blocks), "")
        about |= dict.fromkeys(choosers, how.successor_key)
        if names:
            about |= {names[0]: "" if how.successor_key is not None else how.choice.stand_in}
        value = value | about
    changed = {}
    for name, inner in value.items():
        child = block.child_blocks.get(name)
        new = rewritten_json(inner, how) if child is None else _value(child, inner, how)
        if new is _GONE:
            if isinstance(child, blocks.ListBlock):
                return _GONE
            new = None
        changed[name] = new
    return changed


def _chooses_person(block: Any) -> bool:
    return isinstance(block, SnippetChooserBlock) and issubclass(block.target_model, Person)


def _person(value: Any, how: Rewriting) -> Any:
    if value is None or value != how.subject.key:
        return value
    return _GONE if how.successor_key is None else how.successor_key
