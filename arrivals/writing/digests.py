"""Hashes by which a later import sees what has changed: of a record, and of the object that was made of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from wagtail.models import DraftStateMixin

from arrivals.records.record import ArrivingRecord

#: What is not content: where an object is, its states, and what is computed from the rest.
_NOT_CONTENT = frozenset(
    {
        *("pk", "path", "depth", "numchild", "url_path", "draft_title", "content_type", "owner", "comments"),
        *("translation_key", "locale", "alias_of", "live", "has_unpublished_changes", "latest_revision"),
        *("live_revision", "first_published_at", "last_published_at", "latest_revision_created_at"),
        *("go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by"),
        *("excerpt", "word_count", "reading_time_minutes", "sequence", "previous_starts", "given_by_series"),
    }
)


def record_digest(record: ArrivingRecord) -> str:
    """Return a hash of everything in a record but the content of files."""
    return _hash(_plain(record))


def content_digest(content: Model) -> str:
    """Return a hash of the content of an object, in its latest version if it has drafts, whatever its state."""
    if isinstance(content, DraftStateMixin):
        revision: Any = content.latest_revision
        return _hash(_without_keys(revision.content)) if revision else ""
    return filled_digest(content)


def filled_digest(content: Model) -> str:
    """Return the hash that ``content_digest`` will return once an object is saved as it is in memory."""
    if isinstance(content, DraftStateMixin):
        serializable: Any = content
        return _hash(_without_keys(serializable.serializable_data()))
    values = {field.name: field.value_from_object(content) for field in content._meta.concrete_fields}
    return _hash(_without_keys({name: value for name, value in values.items() if name != content._meta.pk.name}))


def _without_keys(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_keys(inner) for name, inner in value.items() if name not in _NOT_CONTENT}
    if isinstance(value, list | tuple):
        return [_without_keys(inner) for inner in value]
    return value


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = ((field.name, getattr(value, field.name)) for field in fields(value))
        return [type(value).__name__, {name: _plain(inner) for name, inner in named if not callable(inner)}]
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value.value if isinstance(value, Enum) else value


def _hash(value: Any) -> str:
    text = json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
