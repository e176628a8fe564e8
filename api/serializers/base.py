"""What all serializers share: declared fields, of which an answer carries the selected ones."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar

from rest_framework import serializers

from api.formats import datetimes
from api.loading.child_relations import ChildRelations
from api.loading.related_objects import RelatedObjects
from api.requests.selection import DeclaredFields, Parsed, Selection, select
from api.tags.dependencies import depend_on_objects


class ContractSerializer(serializers.Serializer):
    """Builds answers from objects, field by field.

    The declared fields are the shape. The value of a field ``x`` is what ``get_x(object)`` returns, else the object's
    attribute of that name. ``collect_x(object)`` says beforehand what the value refers to. Names listed in
    ``meta_names`` are served inside ``meta`` and are selected by ``fields`` like any other.

    Context: ``related_objects`` (``RelatedObjects``), ``child_relations`` (``ChildRelations``) and ``selection``
    (``Selection``).
    """

    #: Names not in an answer unless ``fields`` asks for them, on lists.
    list_excludes: ClassVar[frozenset[str]] = frozenset()
    #: Names that only details have, as in Wagtail API v2.
    detail_only: ClassVar[frozenset[str]] = frozenset()
    meta_names: ClassVar[tuple[str, ...]] = ()
    #: The relations whose rows a field needs, by field.
    relations: ClassVar[dict[str, tuple[str, ...]]] = {}
    #: The field of the editor's form in which a value is changed, by the value's place in the answer.
    form_fields: ClassVar[dict[str, str]] = {}

    @classmethod
    def shape(cls, *, detail: bool = True) -> DeclaredFields:
        """Return the declared fields, by name, that a detail or a list can have."""
        declared: DeclaredFields = cls._declared_fields
        return {name: field for name, field in declared.items() if detail or name not in cls.detail_only}

    @classmethod
    def excluded_from_lists(cls) -> frozenset[str]:
        """Return the names that are not in an item of a list unless ``fields`` asks for them."""
        return cls.list_excludes

    @classmethod
    def selection(cls, parsed: Parsed | None, *, detail: bool, default: Iterable[str] | None = None) -> Selection:
        """Resolve the ``fields`` parameter for a list or a detail."""
        shape = cls.shape(detail=detail)
        if default is None:
            default = [name for name in shape if detail or name not in cls.excluded_from_lists()]
        return select([shape], parsed, default)

    #: The values of the object that is being built, by field.
    _built: dict[str, Any]
    #: By field, the relation whose rows it shows and the positions of those rows, for the object that was built last.
    shown_rows: dict[str, tuple[str, list[int]]]

    @cached_property
    def related_objects(self) -> RelatedObjects:
        """What the represented objects refer to."""
        related: RelatedObjects = self.context["related_objects"]
        return related

    @property
    def child_relations(self) -> ChildRelations:
        """The rows of the objects that are represented."""
        child_relations: ChildRelations = self.context["child_relations"]
        return child_relations

    @property
    def selected(self) -> Selection:
        """The wanted fields."""
        selection: Selection = self.context["selection"]
        return selection

    def prepare(self, objects: Sequence[Any]) -> None:
        """Load the rows that the selected fields need, and say what those fields refer to."""
        depend_on_objects(objects)
        needed = dict.fromkeys(relation for name in self.selected.names for relation in self.relations.get(name, ()))
        if objects:
            self.child_relations.load(type(objects[0]), needed, objects)
        for collect in filter(None, map(self.collector, self.selected.names)):
            for instance in objects:
                collect(instance)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Build the selected fields of one object."""
        self._built, self.shown_rows = {}, {}
        value: dict[str, Any] = {}
        meta: dict[str, Any] = {}
        for name, inner in self.selected.names.items():
            built = self.field_value(instance, name)
            if inner is not None:
                built = inner.prune(built)
            (meta if name in self.meta_names else value)[name] = built
        if not meta:
            return value
        identifier = {"id": value.pop("id")} if "id" in value else {}
        return {**identifier, "meta": meta, **value}

    def from_rows(
        self,
        instance: Any,
        name: str,
        build: Callable[[Any], dict[str, Any] | None],
        first: Callable[[Any], bool] = lambda row: True,
    ) -> list[dict[str, Any]]:
        """Return what ``build`` makes of the rows of the relation ``name``, but for those of which it makes ``None``.

        The rows for which ``first`` holds come before the others.
        """
        rows = sorted(enumerate(self.child_relations.of(instance, name)), key=lambda numbered: not first(numbered[1]))
        built = [(position, value) for position, row in rows if (value := build(row)) is not None]
        self.shown_rows[name] = name, [position for position, _ in built]
        return [value for _, value in built]

    def field_value(self, instance: Any, name: str) -> Any:
        """Return the value of a field of the object that is being built; another field may be made from it."""
        if name not in self._built:
            value = self._getters[name](instance)
            # Instants are dates as well.
            self._built[name] = _written(value) if isinstance(value, datetime.date) else value
        return self._built[name]

    @cached_property
    def _getters(self) -> dict[str, Callable[[Any], Any]]:
        return {name: self.getter(name) for name in self.shape()}

    def getter(self, name: str) -> Callable[[Any], Any]:
        """Return what reads the value of a field from an object."""
        found: Callable[[Any], Any] | None = getattr(self, f"get_{name}", None)
        return found or self.attribute(name)

    def collector(self, name: str) -> Callable[[Any], None] | None:
        """Return what asks for everything that a field of an object refers to, if it refers to anything."""
        found: Callable[[Any], None] | None = getattr(self, f"collect_{name}", None)
        return found

    def attribute(self, name: str) -> Callable[[Any], Any]:
        """Return what reads a field without a method of its own from an object."""
        return attrgetter(name)


def _written(value: datetime.date) -> str | None:
    return datetimes.format_instant(value) if isinstance(value, datetime.datetime) else value.isoformat()
