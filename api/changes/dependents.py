"""Finds the objects that show other objects, and so change when these are published or unpublished."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Page, ReferenceIndex

from api.changes.pending import ObjectReference
from api.registry.kinds import batches, kind_of, kinds
from pages.models import MediaUse
from pages.publishing.media_uses import owner_label


def dependents_of(objects: Collection[ObjectReference]) -> set[ObjectReference]:
    """Return the objects that refer to ``objects``, and the pages below, the aliases and the translations of pages."""
    return referring_to(objects) | family_of(objects)


def referring_to(objects: Iterable[ObjectReference]) -> set[ObjectReference]:
    """Return the objects that refer to ``objects``."""
    by_kind: dict[str, set[int]] = {}
    for kind, key in objects:
        by_kind.setdefault(kind, set()).add(key)
    found: set[ObjectReference] = set()
    for kind, keys in by_kind.items():
        found |= _referring(kind, keys)
    return found


def media_shown_by(objects: Iterable[ObjectReference]) -> set[ObjectReference]:
    """Return the images and documents that pages and records show, and those in rows that name these records."""
    found: set[ObjectReference] = set()
    by_kind: dict[str, set[int]] = {}
    for kind, key in objects:
        by_kind.setdefault(kind, set()).add(key)
    for kind, keys in by_kind.items():
        owner = owner_label(kinds()[kind].model)
        for batch in batches(keys):
            uses = Q(owner=owner, owner_id__in=batch) | Q(record=owner, record_id__in=batch)
            found |= set(MediaUse.objects.filter(uses).values_list("media", "media_id"))
    return found


def _referring(kind: str, keys: set[int]) -> set[ObjectReference]:
    target = ContentType.objects.get_for_model(kinds()[kind].model)
    found: set[tuple[int, str]] = set()
    for batch in batches(keys):
        references = ReferenceIndex.objects.filter(to_content_type=target, to_object_id__in=[str(key) for key in batch])
        found |= set(references.values_list("base_content_type", "object_id").distinct())
    objects: set[ObjectReference] = set()
    for content_type, key in found:
        model: Any = ContentType.objects.get_for_id(content_type).model_class()
        if model is None:
            continue
        referring = kind_of(model)
        if referring:
            objects.add((referring, int(key)))
        elif issubclass(model, BaseSiteSetting):
            objects |= {("site", site) for site in _sites_of(model, key)}
    return objects


def _sites_of(model: type[Model], key: str) -> Iterable[int]:
    sites: Iterable[int] = model._default_manager.filter(pk=key).values_list("site_id", flat=True)
    return sites


def family_of(objects: Iterable[ObjectReference]) -> set[ObjectReference]:
    """Return the pages below those in ``objects``, and the aliases and translations of these."""
    found: set[ObjectReference] = set()
    for batch in batches({key for kind, key in objects if kind == "page"}):
        rows = list(Page.objects.filter(pk__in=batch).order_by("path").values_list("path", "translation_key"))
        shown = Q(alias_of__in=batch) | Q(translation_key__in={translation for _, translation in rows})
        top = ""
        for path, _ in rows:
            if not top or not path.startswith(top):
                top = path
                shown |= Q(path__startswith=path)
        found |= {("page", key) for key in Page.objects.filter(shown).values_list("pk", flat=True)}
    return found
