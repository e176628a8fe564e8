"""Rewrites what is live: pages, records, images and whatever else editors write, through their own ``save``."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Page

from pages.models import Person
from privacy.holders import Treatment, may_hold_text, owner_field
from privacy.rewriting.blocks import rewritten_stream
from privacy.rewriting.choice import Rewriting
from privacy.rewriting.plain import rewritten_json
from privacy.rewriting.serialized import ADDRESSES, rewritten
from privacy.tracing.relations import is_person, owner_of_row
from privacy.tracing.trace import Trace

#: The action in the history of a page or record from which a person was erased.
ERASED = "privacy.erase"


def content_of(traces: Iterable[Trace]) -> list[Model]:
    """Return the pages, records and other content to which traces belong, each once, as what they are."""
    found: dict[tuple[Any, Any], Model] = {}
    for trace in traces:
        if trace.model is None or not (
            trace.is_relation or trace.holder.treatment in (Treatment.CONTENT, Treatment.KEPT)
        ):
            continue
        row = trace.instance
        if row is None:
            continue
        owner = owner_of_row(row)
        # A row of multi-table inheritance is found in each of its tables.
        root = (owner._meta.get_parent_list() or [type(owner)])[-1]
        found.setdefault((root, owner.pk), owner)
    return [content for content in found.values() if not isinstance(content, Person | TagBase | ItemBase)]


def rewrite_content(content: Any, how: Rewriting, user: Any = None) -> bool:
    """Rewrite one page, record or other object, save it if that changed anything, and return whether it did.

    Its rows are saved with it. Nothing is published that was not, and no rule of publishing stands against it.
    """
    changed = _of_cluster(content, how) if isinstance(content, ClusterableModel) else _of_plain(content, how)
    if changed is None:
        return False
    if isinstance(changed, Page):
        changed.draft_title = how.text(changed.draft_title)
        changed.save(clean=False)
    else:
        changed.save()
    log(changed, ERASED, user=user, content_changed=True)
    return True


def _of_cluster(content: Any, how: Rewriting) -> Any:
    data = content.serializable_data()
    new = rewritten(type(content), data, how)
    title = getattr(content, "draft_title", "")
    if new == data and how.text(title) == title:
        return None
    if hasattr(content, "with_content_json"):
        return content.with_content_json(new)
    changed = type(content).from_serializable_data(new)
    changed.pk = content.pk
    return changed


def _of_plain(content: Any, how: Rewriting) -> Any:
    """Change the fields of an object without rows. A row of a relation between many is left to the database."""
    if owner_field(type(content)) is not None:
        return None
    is_changed = False
    for field in content._meta.concrete_fields:
        old = getattr(content, field.attname)
        if isinstance(field, StreamField):
            stored = field.value_to_string(content)
            new_stored = rewritten_stream(field.stream_block, stored, how)
            if new_stored != stored:
                setattr(content, field.attname, field.to_python(new_stored))
                is_changed = True
            continue
        new = old
        if is_person(field) and how.subject.key is not None and old == how.subject.key:
            new = how.successor_key
        elif may_hold_text(field) and field.name not in (*ADDRESSES, "file", "name"):
            new = rewritten_json(old, how)
        if new != old:
            setattr(content, field.attname, new)
            is_changed = True
    return content if is_changed else None


def generic_rows_of(model: type[Model], key: int) -> Any:
    """Return the rows of a model that belong to the record of a person by its type and key, or ``None``."""
    names = {field.name for field in model._meta.local_fields}
    if not {"content_type", "object_id"} <= names:
        return None
    of_person = ContentType.objects.get_for_model(Person)
    return model._base_manager.filter(content_type=of_person, object_id=str(key))
