"""Remember the slugs that public records leave."""

from typing import Any

from django.db.models import Model

from pages.records.former_slug import FormerSlug
from pages.records.record import record_model_of


def kind_of_record(model: type[Model]) -> str:
    """Return the ``kind`` of former slugs of the records of a model, or ``""`` if it is no model of records."""
    found = record_model_of(model)
    return found._meta.label_lower if found else ""


def follow_saved_record(
    sender: type[Model], instance: Any, raw: bool = False, update_fields: Any = None, **_: Any
) -> None:
    """Remember the slug of a record that is about to get another one, if the record was ever public."""
    kind = kind_of_record(sender)
    if raw or not kind or not instance.pk or (update_fields is not None and "slug" not in update_fields):
        return
    known = sender._base_manager.filter(pk=instance.pk).values_list("slug", "first_published_at").first()
    if known is not None and known[0] != instance.slug and known[1] is not None:
        _remember(kind, known[0], instance.pk)


def follow_deleted_record(sender: type[Model], instance: Any, **_: Any) -> None:
    """Remember the slug of a record that is about to be deleted, if it was ever public."""
    kind = kind_of_record(sender)
    if kind and instance.first_published_at is not None:
        _remember(kind, instance.slug, instance.pk)


def _remember(kind: str, slug: str, key: int) -> None:
    FormerSlug.objects.update_or_create(kind=kind, slug=slug, defaults={"record_id": key})
