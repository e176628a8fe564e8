"""Finds the records in a preview that are not published."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.loading.related_objects import RelatedObjects


def unpublished_pointers(value: Mapping[str, Any], related: RelatedObjects) -> list[str]:
    """Return the JSON Pointers (RFC 6901) of the records in ``value`` that are shown although they are not public.

    ``value`` is the JSON that was built last with ``related``.
    """
    shorts = (related.built.get(("record_short", kind, key)) for kind, key in related.shown_drafts)
    built = {id(short) for short in shorts if short is not None}
    return list(_pointers(value, built, "")) if built else []


def _pointers(value: Any, built: set[int], place: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        if id(value) in built:
            yield place
        for name, inner in value.items():
            yield from _pointers(inner, built, f"{place}/{name.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _pointers(inner, built, f"{place}/{index}")
