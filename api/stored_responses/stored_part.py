"""What a list shows of one object, stored apart from its responses, so that it is built once for many of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.conf import settings
from wagtail.models import Site

from api.stored_responses.keeping import Keeping, current_keeping
from api.stored_responses.release import release
from api.stored_responses.stored import Stored, checked
from api.stored_responses.touched import touched_after
from api.tags.dependencies import Dependencies, recording
from api.tags.names import list_tag

#: How many parts are built one by one, each with the tags of its own, when a list is built again. The others are built
#: together, which costs less now, and one by one when the list is next built again.
MOST_ALONE = 4


@dataclass
class StoredPart(Stored):
    """The JSON of one item, and which of its tags are public."""

    body: bytes
    public: frozenset[str]

    @property
    def size(self) -> int:
        """The approximate number of bytes in memory."""
        return super().size + len(self.body)


def stored_parts(
    kind: str, keys: Sequence[int], build: Callable[[Sequence[int]], Sequence[dict[str, Any] | None]]
) -> list[Any]:
    """Return the items of a list, of which ``build`` is asked only for those that are not stored.

    ``kind`` names everything that decides what an item looks like, besides its key. ``build`` takes positions in
    ``keys`` and returns the item of each, ``None`` for an object that is broken. What the items depend on is recorded.
    A stored item is a fragment of JSON, not a dictionary.
    """
    kept = current_keeping() if settings.STORED_PARTS else None
    if kept is None or not keys:
        return list(build(range(len(keys))))
    keeping, dependencies = kept
    names = [f"{release()}\npart\n{kind}\n{key}" for key in keys]
    found = _fresh(keeping, names)
    missing = [position for position in range(len(keys)) if position not in found]
    alone = missing[:MOST_ALONE] if keeping.is_again or found else []
    # What the view has recorded of all its items: the sites, and those that are hidden.
    common = {list_tag(Site), *dependencies.hidden}
    items: dict[int, Any] = {}
    for position, part in found.items():
        items[position] = orjson.Fragment(part.body)
        dependencies.public |= part.public
        dependencies.hidden |= part.tags - part.public
        dependencies.end_at(part.until)
    for position in alone:
        with recording() as own:
            own.may_be_stored = True
            (item,) = build([position])
        dependencies.include(own)
        items[position] = item if item is None else _kept(keeping, names[position], item, own, common)
    together = missing[len(alone) :]
    items.update(zip(together, build(together) if together else (), strict=True))
    return [items[position] for position in range(len(keys))]


def _kept(keeping: Keeping, name: str, item: dict[str, Any], own: Dependencies, common: Iterable[str]) -> Any:
    """Store an item that was built with dependencies of its own, and return it as it is stored."""
    if not own.may_be_stored:
        return item
    part = StoredPart(
        body=orjson.dumps(item),
        public=frozenset(own.public),
        tags=frozenset({*own.tags, *common}),
        until=own.until,
        **checked(keeping.position, keeping.at),
    )
    keeping.store.put(name, part)
    return orjson.Fragment(part.body)


def _fresh(keeping: Keeping, names: Sequence[str]) -> dict[int, StoredPart]:
    """Return the parts that are fresh, by their positions: from memory, and the others from the shared cache."""
    positions = {name: position for position, name in enumerate(names)}
    found = _checked(keeping, keeping.store.in_memory(names))
    found.update(_checked(keeping, keeping.store.shared([name for name in names if name not in found])))
    return {positions[name]: part for name, part in found.items()}


def _checked(keeping: Keeping, stored: Mapping[str, Stored]) -> dict[str, StoredPart]:
    """Return those that are fresh. The log is asked once for all of them."""
    parts = {
        name: part
        for name, part in stored.items()
        if isinstance(part, StoredPart) and part.may_be_fresh(keeping.position, keeping.at)
    }
    behind = [part for part in parts.values() if part.sequence < keeping.position.sequence]
    touched: dict[str, int] = {}
    if behind:
        tags = frozenset[str]().union(*(part.tags for part in behind))
        touched = touched_after(min(part.sequence for part in behind), tags)
    fresh = {}
    for name, part in parts.items():
        if all(touched[tag] <= part.sequence for tag in part.tags & touched.keys()):
            part.stamp(keeping.position, keeping.at)
            fresh[name] = part
    return fresh
