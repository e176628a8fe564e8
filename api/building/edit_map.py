"""Maps each value of a preview to the field of the editor's form that changes it.

The keys are JSON Pointers (RFC 6901) to values of the response. The values are content paths of fields in the form:
names and positions joined by dots. ``venue_name`` is a field, ``speakers.1.bio`` a field of the second row of a
list, ``body.<id>.caption`` a field of the block with that id.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from api.serializers.base import ContractSerializer


def edit_map(serializer: ContractSerializer, page: Any, value: Mapping[str, Any]) -> dict[str, str]:
    """Return the content paths of the fields that ``value`` shows, the JSON of the draft that was built last.

    A value without an entry in the map is edited in the field of the nearest value around it.
    """
    places = [*serializer.form_fields.items(), *_rows(serializer, page, value), *_blocks(page, value)]
    return {f"/{pointer}": place for pointer, place in places if _is_shown(value, pointer)}


def _is_shown(value: Any, pointer: str) -> bool:
    for name in pointer.split("/"):
        if isinstance(value, list) and int(name) < len(value):
            value = value[int(name)]
        elif isinstance(value, Mapping) and name in value:
            value = value[name]
        else:
            return False
    return True


def _rows(serializer: ContractSerializer, page: Any, value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, (relation, positions) in serializer.shown_rows.items():
        rows = serializer.child_relations.of(page, relation)
        for index, position in enumerate(positions):
            pointer, place = f"{name}/{index}", f"{relation}.{position}"
            yield pointer, place
            for field in value.get(name, [{}] * len(positions))[index]:
                if column := _column(rows[position], field):
                    yield f"{pointer}/{field}", f"{place}.{column}"


def _column(row: Model, field: str) -> str | None:
    """Return the field of a row in the form that changes ``field`` of the response."""
    if field == "name" and not getattr(row, "name", ""):
        # The name comes from the chosen record.
        return "person" if getattr(row, "person_id", None) else "organization"
    try:
        column = row._meta.get_field(field)
    except FieldDoesNotExist:
        return None
    # An ``id`` that is shown may be that of the chosen object; that of the row is in no form.
    return field if getattr(column, "editable", False) and not getattr(column, "primary_key", False) else None


def _blocks(page: Any, value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    stored = {block.get("id"): block.get("value") for block in page.body.raw_data}
    for index, block in enumerate(value.get("body", [])):
        if block.get("id") in stored:
            pointer, place = f"body/{index}", f"body.{block['id']}"
            yield pointer, place
            yield from _parts(block["value"], stored[block["id"]], f"{pointer}/value", place)


def _parts(value: Any, stored: Any, pointer: str, place: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a block that have the same name in the response and in the form."""
    if isinstance(value, dict) and isinstance(stored, dict):
        for name in value.keys() & stored.keys():
            yield f"{pointer}/{name}", f"{place}.{name}"
            yield from _parts(value[name], stored[name], f"{pointer}/{name}", f"{place}.{name}")
    # If an item of the list is hidden, the positions of the others no longer match.
    elif isinstance(value, list) and isinstance(stored, list) and len(value) == len(stored):
        for index, item in enumerate(stored):
            if isinstance(item, dict) and item.get("id"):
                yield f"{pointer}/{index}", f"{place}.{item['id']}"
