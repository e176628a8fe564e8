"""What earlier merges brought, in the database."""

import hashlib
from typing import Any

from django.contrib.contenttypes.models import ContentType

from archives.models import MergedObject
from archives.portable.identities import Identities, model_of_key
from archives.portable.references import root_of


class MergeLedger:
    """The entries of earlier merges by key, read at once."""

    def __init__(self) -> None:
        self._entries = {entry.key: entry for entry in MergedObject.objects.select_related("content_type")}
        self._gone: set[str] = set()

    def teach(self, identities: Identities) -> None:
        """Let identities know what keys of other installations name here, where it still is."""
        by_model: dict[Any, dict[str, str]] = {}
        for key, entry in self._entries.items():
            model = model_of_key(key)
            # The application of an earlier merge may be gone.
            if model is not None:
                by_model.setdefault(model, {})[entry.object_id] = key
        for model, keys in by_model.items():
            there = {str(pk): pk for pk in model._base_manager.filter(pk__in=list(keys)).values_list("pk", flat=True)}
            for object_id, key in keys.items():
                if object_id in there:
                    identities.set(key, there[object_id])
                else:
                    self._gone.add(key)

    def entry(self, key: str) -> MergedObject | None:
        """Return the entry of an object that is here, or ``None`` if no merge brought it."""
        return None if key in self._gone else self._entries.get(key)

    def was_deleted(self, key: str) -> bool:
        """Tell whether somebody has deleted here what a merge had brought."""
        return key in self._gone

    def write(self, key: str, row: Any, *, theirs: str, here: str, published: str, lost: list[str]) -> None:
        """Note what became of an object. Nothing is written if all of it is known."""
        model = root_of(type(row))
        values = {
            "object_id": str(row.pk),
            "theirs": theirs,
            "here": here,
            "published": published,
            "lost": sorted(lost),
        }
        known = self._entries.get(key)
        if known is not None and all(getattr(known, name) == value for name, value in values.items()):
            return
        MergedObject.objects.update_or_create(
            key_digest=hashlib.sha256(key.encode()).hexdigest(),
            defaults={"key": key, "content_type": ContentType.objects.get_for_model(model), **values},
        )
