"""Which fields of an answer are wanted: the ``fields`` parameter of Wagtail API v2, with nesting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rest_framework import serializers
from wagtail.api.v2.utils import FieldsParameterParseError, parse_fields_parameter

from api.problems import InvalidParameters, ParameterError

MAXIMUM_DEPTH = 3
MAXIMUM_NAMES = 100

Parsed = list[tuple[str, bool, "Parsed | None"]]


@dataclass(frozen=True)
class Selection:
    """The wanted names of an object, each with the selection inside it, or ``None`` for all of it."""

    names: Mapping[str, "Selection | None"] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def prune(self, value: Any) -> Any:
        """Keep the wanted names of a built value: an object, a list of objects, or null."""
        if isinstance(value, list):
            return [self.prune(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            name: inner.prune(value[name]) if inner is not None else value[name]
            for name, inner in self.names.items()
            if name in value
        }


def parse_fields(text: str) -> Parsed:
    """Parse the parameter's grammar. Raises ``InvalidParameters`` for bad grammar and for too much of it."""
    depth = longest = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        longest = max(longest, depth)
    if longest >= MAXIMUM_DEPTH or text.count(",") + text.count("(") >= MAXIMUM_NAMES:
        detail = f"fields takes at most {MAXIMUM_NAMES} names, nested at most {MAXIMUM_DEPTH} deep."
        raise InvalidParameters([ParameterError("fields", "too_large", detail)])
    try:
        parsed: Parsed = parse_fields_parameter(text)
    except FieldsParameterParseError as error:
        raise InvalidParameters([ParameterError("fields", "malformed", f"fields: {error}.")]) from error
    return parsed


def shape_of(declared: serializers.Field) -> Mapping[str, serializers.Field] | None:
    """Return the fields declared inside a field that holds an object or a list of objects."""
    child = declared.child if isinstance(declared, serializers.ListSerializer | serializers.ListField) else declared
    if isinstance(child, serializers.Serializer):
        inner: Mapping[str, serializers.Field] = type(child)._declared_fields
        return inner
    return None


def select(
    shape: Mapping[str, serializers.Field], parsed: Parsed | None, default: Iterable[str], path: str = ""
) -> Selection:
    """Resolve a parsed ``fields`` against the declared ``shape``.

    ``*`` starts from all names, ``_`` from none, anything else from ``default``. Raises ``InvalidParameters`` for a
    name that is not declared, and for sub-fields of a field that has none.
    """
    names: dict[str, Selection | None] = dict.fromkeys(default)
    for position, (name, negated, inner) in enumerate(parsed or []):
        if position == 0 and name in ("*", "_"):
            names = dict.fromkeys(shape if name == "*" else ())
            continue
        if name not in shape:
            error = ParameterError.unknown("fields", path + name, [path + known for known in shape], "field")
            raise InvalidParameters([error])
        if negated:
            names.pop(name, None)
        elif inner is None:
            names[name] = None
        else:
            inside = shape_of(shape[name])
            if inside is None:
                detail = f"“{path + name}” has no fields of its own."
                raise InvalidParameters([ParameterError("fields", "no_sub_fields", detail)])
            default_inside = inside if inner[0][0] not in ("*", "_") and inner[0][1] else ()
            names[name] = select(inside, inner, default_inside, f"{path}{name}.")
    return Selection({name: names[name] for name in shape if name in names})
