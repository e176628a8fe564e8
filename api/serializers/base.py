"""The base class of all serializers, which build the selected ones of their declared fields."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar

from rest_framework import serializers

from api.formats import datetimes
from api.loading.child_relations import ChildRelations
from api.loading.related_objects import RelatedObjects
from api.loading.sound_columns import sound
from api.requests.selection import DeclaredFields, Parsed, Selection, select
from api.tags.dependencies import depend_on_objects
from pages.database.bad_rows import each_by_itself


class ContractSerializer(serializers.Serializer):
    """Builds the JSON of objects, field by field.

    The declared fields are the shape. The value of a field ``x`` is what ``get_x(object)`` returns, else the object's
    attribute of that name. ``collect_x(object)`` registers what the value refers to, so that it is loaded. Names in
    ``meta_names`` are served inside ``meta`` and are selected by ``fields`` like any other.

    Context: ``related_objects`` (``RelatedObjects``), ``child_relations`` (``ChildRelations``) and ``selection``
    (``Selection``).
    """

    #: Names that list items have only if ``fields`` selects them.
    list_excludes: ClassVar[frozenset[str]] = frozenset()
    #: Names that only details have, as in Wagtail API v2.
    detail_only: ClassVar[frozenset[str]] = frozenset()
    meta_names: ClassVar[tuple[str, ...]] = ()
    #: By field, the relations whose rows it needs.
    relations: ClassVar[dict[str, tuple[str, ...]]] = {}
    #: By the path of a value in the response, the field of the editor's form that changes it.
    form_fields: ClassVar[dict[str, str]] = {}

    @classmethod
    def shape(cls, *, detail: bool = True) -> DeclaredFields:
        """Return the declared fields, by name, that a detail or a list can have."""
        declared: DeclaredFields = cls._declared_fields
        return {name: field for name, field in declared.items() if detail or name not in cls.detail_only}

    @classmethod
    def excluded_from_lists(cls) -> frozenset[str]:
        """Return the names that list items have only if ``fields`` selects them."""
        return cls.list_excludes

    @classmethod
    def selection(cls, parsed: Parsed | None, *, detail: bool, default: Iterable[str] | None = None) -> Selection:
        """Return the fields that a parsed ``fields`` parameter selects for a list or a detail."""
        shape = cls.shape(detail=detail)
        if default is None:
            default = [name for name in shape if detail or name not in cls.excluded_from_lists()]
        return select([shape], parsed, default)

    #: The values of the object that is being built, by field.
    _built: dict[str, Any]
    #: For the object that was built last: by field, the relation whose rows it shows, and their positions.
    shown_rows: dict[str, tuple[str, list[int]]]

    @cached_property
    def related_objects(self) -> RelatedObjects:
        """The objects to which the serialized objects refer."""
        related: RelatedObjects = self.context["related_objects"]
        return related

    @cached_property
    def child_relations(self) -> ChildRelations:
        """The child rows of the serialized objects."""
        child_relations: ChildRelations = self.context["child_relations"]
        return child_relations

    @property
    def selected(self) -> Selection:
        """The selected fields."""
        selection: Selection = self.context["selection"]
        return selection

    def shows_inside(self, field: str, *names: str) -> bool:
        """Tell whether the response has any of these names inside a field: nothing is built or loaded for others.

        JSON-LD is made of whole fields.
        """
        inner = self.selected.names.get(field)
        return inner is None or "json_ld" in self.selected or any(name in inner for name in names)

    def prepare(self, objects: Sequence[Any]) -> None:
        """Load the rows that the selected fields need, and register what those fields refer to."""
        depend_on_objects(objects)
        for instance in objects:
            sound(instance)
        needed = dict.fromkeys(relation for name in self.selected.names for relation in self.relations.get(name, ()))
        if objects:
            self.child_relations.load(type(objects[0]), needed, objects)
        for collect in filter(None, map(self.collector, self.selected.names)):
            for _ in each_by_itself(objects, collect):
                pass

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return the selected fields of one object."""
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
        """Return what ``build`` returns for each row of the relation ``name``, without the ``None`` values.

        The rows for which ``first`` holds come before the others.
        """
        rows = sorted(enumerate(self.child_relations.of(instance, name)), key=lambda numbered: not first(numbered[1]))
        built = [(position, value) for position, row in rows if (value := build(row)) is not None]
        self.shown_rows[name] = name, [position for position, _ in built]
        return [value for _, value in built]

    def field_value(self, instance: Any, name: str) -> Any:
        """Return the value of a field of the object that is being built; other fields may use it."""
        if name not in self._built:
            value = self._getters[name](instance)
            # ``datetime`` is a subclass of ``date``.
            self._built[name] = _written(value) if isinstance(value, datetime.date) else value
        return self._built[name]

    @cached_property
    def _getters(self) -> dict[str, Callable[[Any], Any]]:
        return {name: self.getter(name) for name in self.shape()}

    def getter(self, name: str) -> Callable[[Any], Any]:
        """Return the function that returns a field's value for an object."""
        found: Callable[[Any], Any] | None = getattr(self, f"get_{name}", None)
        return found or self.attribute(name)

    def collector(self, name: str) -> Callable[[Any], None] | None:
        """Return the function that registers what a field of an object refers to, or ``None`` if there is none."""
        found: Callable[[Any], None] | None = getattr(self, f"collect_{name}", None)
        return found

    def attribute(self, name: str) -> Callable[[Any], Any]:
        """Return the function for a field without a ``get_`` method."""
        return attrgetter(name)


def _written(value: datetime.date) -> str | None:
    return datetimes.format_instant(value) if isinstance(value, datetime.datetime) else value.isoformat()
