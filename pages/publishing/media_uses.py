"""Keeps the list of the images and documents that pages, records and settings show.

It follows Wagtail's reference index, which knows the images and documents in fields, rows, rich texts and blocks. The
index also contains rows that the public does not see, such as a speaker who has not confirmed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Model
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import DraftStateMixin, Page, ReferenceIndex

from pages.visibility.media_use import MediaUse

#: An image or document: the value of ``MediaUse.media``, and the primary key.
Media = tuple[str, int]
#: An image or document with the record of its row: see ``MediaUse``.
Use = tuple[str, int, str, int]


def owner_label(model: type[Model]) -> str:
    """Return the value of ``MediaUse.owner`` for objects of a model."""
    return (model._meta.get_parent_list() or [model])[-1]._meta.label_lower


def update_media_uses(instance: Model) -> set[Media]:
    """Store what a saved object shows, and return the images and documents that it did not show before, or no longer.

    The reference index must be up to date for the object.
    """
    return _store(owner_label(type(instance)), instance.pk, set(_uses_by(instance)))


def forget_media_uses(model: type[Model], key: int) -> set[Media]:
    """Delete what is stored of a deleted object, and return the images and documents that it showed."""
    return _store(owner_label(model), key, set())


def rewrite_media_uses() -> None:
    """Store anew what every object shows, in the order of the reference index."""
    references = ReferenceIndex.objects.filter(to_content_type__in=_media_types()).order_by()
    owners = set(references.values_list("base_content_type", "object_id").distinct())
    known = set()
    for content_type, key in owners:
        model = ContentType.objects.get_for_id(content_type).model_class()
        instance = model._base_manager.filter(pk=key).first() if model is not None else None
        if instance is not None:
            update_media_uses(instance.specific if isinstance(instance, Page) else instance)
            known.add((owner_label(type(instance)), instance.pk))
    for owner, key in set(MediaUse.objects.values_list("owner", "owner_id").distinct()) - known:
        _store(owner, key, set())


def _store(owner: str, key: int, shown: set[Use]) -> set[Media]:
    stored = MediaUse.objects.filter(owner=owner, owner_id=key)
    known = {use[1:]: use[0] for use in stored.values_list("pk", "media", "media_id", "record", "record_id")}
    gone = [primary_key for use, primary_key in known.items() if use not in shown]
    if gone:
        stored.filter(pk__in=gone).delete()
    MediaUse.objects.bulk_create(
        [
            MediaUse(owner=owner, owner_id=key, media=media, media_id=media_id, record=record, record_id=record_id)
            for media, media_id, record, record_id in sorted(shown - known.keys())
        ]
    )
    return {(media, media_id) for media, media_id, _, _ in shown ^ known.keys()}


def _media_types() -> dict[int, str]:
    """Return the values of ``MediaUse.media`` by the keys of the content types."""
    image, document = get_image_model(), get_document_model()
    content_types = ContentType.objects.get_for_models(image, document)
    return {
        content_types[image].pk: MediaUse.Media.IMAGE.value,
        content_types[document].pk: MediaUse.Media.DOCUMENT.value,
    }


def _uses_by(instance: Model) -> Iterator[Use]:
    names = _media_types()
    found = ReferenceIndex.get_references_for_object(instance).filter(to_content_type__in=names)
    references = list(found.values_list("to_content_type", "to_object_id", "content_path"))
    rows = dict(_rows(instance)) if any("." in path for *_, path in references) else {}
    for content_type, key, path in references:
        row = rows.get(".".join(path.split(".")[:2]), _Row())
        if row.confirmed:
            yield names[content_type], int(key), row.record, row.record_id


@dataclass(frozen=True)
class _Row:
    """What decides whether the public sees a row: whether it is confirmed, and the record that it names, if any."""

    confirmed: bool = True
    record: str = ""
    record_id: int = 0


def _rows(instance: Model) -> Iterator[tuple[str, _Row]]:
    """Yield the rows of an object with the beginning of the paths of their references."""
    if not isinstance(instance, ClusterableModel):
        return
    for relation in get_all_child_relations(instance):
        for row in relation.related_model._default_manager.filter(**{relation.field.name: instance.pk}):
            named = [field for field in _record_fields(type(row)) if getattr(row, field.attname) is not None]
            record = (owner_label(named[0].related_model), getattr(row, named[0].attname)) if named else ()
            yield f"{relation.get_accessor_name()}.{row.pk}", _Row(getattr(row, "confirmed", True), *record)


def _record_fields(rows: type[Model]) -> Iterator[Any]:
    for field in rows._meta.fields:
        related = field.related_model if isinstance(field, ForeignKey) and not isinstance(field, ParentalKey) else None
        if related is not None and issubclass(related, DraftStateMixin) and not issubclass(related, Page):
            yield field
