"""The content of an object, by keys, and its hash."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from modelcluster.models import ClusterableModel, get_all_child_relations, get_serializable_data_for_fields
from taggit.managers import TaggableManager
from wagtail.models import Collection, DraftStateMixin

from archives.portable.identities import Identities
from archives.portable.references import RequiredReferenceLost, with_other_references

#: What is computed from the rest, or counts what happened in one installation.
DERIVED = frozenset({"excerpt", "word_count", "reading_time_minutes", "sequence", "previous_starts"})


def content_of(row: Any) -> dict[str, Any]:
    """Return the content of an object as it is in the database, with its tags, as JSON can hold it."""
    data = row.serializable_data() if isinstance(row, ClusterableModel) else get_serializable_data_for_fields(row)
    found: dict[str, Any] = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return found


def latest_content(row: Any) -> dict[str, Any]:
    """Return the content of the latest version of an object, which may be a draft."""
    # The row has what was written to it since, such as the number of a date in its series.
    is_draft = isinstance(row, DraftStateMixin) and (row.has_unpublished_changes or not row.live)
    revision = getattr(row, "latest_revision", None) if is_draft else None
    found: dict[str, Any] = revision.content if revision is not None else content_of(row)
    return found


def portable(identities: Identities, model: type[Model], content: dict[str, Any]) -> dict[str, Any]:
    """Return content that names all objects by keys. What has no key, or is not there, is left out."""

    if issubclass(model, Collection):
        return {"name": content["name"]}

    def key(related: type[Model], primary_key: Any) -> str | None:
        return identities.key(related, primary_key)

    try:
        changed = with_other_references(model, content, key)
    except RequiredReferenceLost:
        return {}
    for field in model._meta.many_to_many:
        if field.name in changed:
            changed[field.name] = sorted(changed[field.name])
    for relation in get_all_child_relations(model):
        rows = changed.get(str(relation.get_accessor_name()))
        # Rows that editors put into no order of their own, such as tags.
        if rows and "sort_order" not in rows[0]:
            rows.sort(key=lambda row: json.dumps(row, sort_keys=True))
    return changed


def tags_of(row: Any) -> list[str]:
    """Return the names of the tags of an object that has no rows for them: of an image or a document."""
    managers = [field for field in row._meta.get_fields() if type(field) is TaggableManager]
    return sorted(str(name) for field in managers for name in getattr(row, field.name).names())


def digest(content: dict[str, Any], tags: Sequence[str] = ()) -> str:
    """Return a hash of portable content and tags, without what is derived from the rest."""
    text = json.dumps([_without_derived(content), list(tags)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_derived(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_derived(inner) for name, inner in value.items() if name not in DERIVED}
    return [_without_derived(inner) for inner in value] if isinstance(value, list) else value
