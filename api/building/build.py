"""Builds the JSON of objects in three steps: collect references, load them, build."""

from collections.abc import Iterable, Sequence
from typing import Any

from api.building.edit_map import edit_map
from api.building.unpublished import unpublished_pointers
from api.loading.child_relations import ChildRelations
from api.loading.related_objects import RelatedObjects
from api.requests.selection import Selection
from api.serializers.base import ContractSerializer
from pages.previews.draft_records import DraftRecords
from pages.visibility.visibility import Visibility


def build(
    serializer_class: type[ContractSerializer],
    objects: Sequence[Any],
    selection: Selection,
    visibility: Visibility,
    **options: Any,
) -> list[dict[str, Any]]:
    """Return the selected fields of several objects of one kind. It takes the options of ``build_kinds``."""
    return build_kinds([(serializer_class, objects)], selection, visibility, **options)


def build_kinds(
    kinds: Sequence[tuple[type[ContractSerializer], Sequence[Any]]],
    selection: Selection,
    visibility: Visibility,
    *,
    crops: Iterable[str] = (),
    rich_text_format: str = "html",
    draft: bool = False,
    draft_records: DraftRecords | None = None,
    **context: Any,
) -> list[dict[str, Any]]:
    """Return the selected fields of objects of several kinds, one kind after the other.

    The number of queries depends on the selection and the number of kinds, not on the number of objects or of their
    references. ``draft`` reads child rows from the objects themselves, which need not be in the database, and adds
    ``_edit``, the field of the editor's form for each value. ``draft_records`` are shown although they are not public,
    and ``meta.preview.unpublished`` lists where.
    """
    related = RelatedObjects(visibility, crops, rich_text_format, draft_records)
    child_relations = ChildRelations(visibility.at, draft)
    context = {"related_objects": related, "child_relations": child_relations, "selection": selection, **context}
    serializers = [(serializer_class(context=context), objects) for serializer_class, objects in kinds]
    for serializer, objects in serializers:
        serializer.prepare(objects)
    related.load(child_relations)
    built = []
    for serializer, objects in serializers:
        for instance in objects:
            value = serializer.to_representation(instance)
            if draft:
                value = {**value, "_edit": edit_map(serializer, instance, value)}
                preview = {"unpublished": unpublished_pointers(value, related)}
                value["meta"] = {**value.get("meta", {}), "preview": preview}
            built.append(value)
    return built
