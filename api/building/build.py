"""Builds the JSON of objects in three steps: collect references, load them, build."""

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404

from api.building.edit_map import edit_map
from api.building.unpublished import unpublished_pointers
from api.images.levels import FULL
from api.loading.child_relations import ChildRelations
from api.loading.related_objects import RelatedObjects
from api.requests.selection import Selection
from api.serializers.base import ContractSerializer
from pages.database.bad_rows import each_by_itself
from pages.previews.draft_records import DraftRecords
from pages.visibility.visibility import Visibility


def build(
    serializer_class: type[ContractSerializer],
    objects: Sequence[Any],
    selection: Selection,
    visibility: Visibility,
    **options: Any,
) -> list[dict[str, Any] | None]:
    """Return the selected fields of several objects of one kind. It takes the options of ``build_kinds``."""
    return build_kinds([(serializer_class, objects)], selection, visibility, **options)


def shown(built: Sequence[dict[str, Any] | None]) -> dict[str, Any]:
    """Return the one object that was built. Raise ``Http404`` if it is broken."""
    (value,) = built
    if value is None:
        raise Http404
    return value


def build_kinds(
    kinds: Sequence[tuple[type[ContractSerializer], Sequence[Any]]],
    selection: Selection,
    visibility: Visibility,
    *,
    crops: Iterable[str] = (),
    rich_text_format: str = "html",
    draft: bool = False,
    draft_records: DraftRecords | None = None,
    images: str = FULL,
    **context: Any,
) -> list[dict[str, Any] | None]:
    """Return the selected fields of objects of several kinds, one kind after the other; ``None`` for a broken one.

    The number of queries depends on the selection and the number of kinds, not on the number of objects or of their
    references. ``draft`` reads child rows from the objects themselves, which need not be in the database, and adds
    ``_edit``, the field of the editor's form for each value. ``draft_records`` are shown although they are not public,
    and ``meta.preview.unpublished`` lists where.
    """
    related = RelatedObjects(visibility, crops, rich_text_format, draft_records, images)
    child_relations = ChildRelations(visibility.at, draft)
    context = {"related_objects": related, "child_relations": child_relations, "selection": selection, **context}
    serializers = [(serializer_class(context=context), objects) for serializer_class, objects in kinds]
    for serializer, objects in serializers:
        serializer.prepare(objects)
    related.load(child_relations)

    def represent(serializer: ContractSerializer, instance: Any) -> dict[str, Any]:
        value = serializer.to_representation(instance)
        if not draft:
            return value
        value = {**value, "_edit": edit_map(serializer, instance, value)}
        preview = {"unpublished": unpublished_pointers(value, related)}
        return {**value, "meta": {**value.get("meta", {}), "preview": preview}}

    built: list[dict[str, Any] | None] = []
    for serializer, objects in serializers:
        found = each_by_itself(objects, functools.partial(represent, serializer))
        values = {id(instance): value for instance, value in found}
        built += [values.get(id(instance)) for instance in objects]
    return built
