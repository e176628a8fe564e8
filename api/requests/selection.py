"""Selects the fields of a response: the ``fields`` parameter of Wagtail API v2, with nesting."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rest_framework import serializers
from wagtail.api.v2.utils import FieldsParameterParseError, parse_fields_parameter

from api.requests.problems import InvalidParameters, ParameterError

MAXIMUM_DEPTH = 3
MAXIMUM_NAMES = 100

Parsed = list[tuple[str, bool, "Parsed | None"]]
#: The declared fields of an object, by name.
DeclaredFields = Mapping[str, serializers.Field]
#: The fields that an object with its own URL keeps when sub-fields are selected, as in Wagtail API v2.
IDENTITY = ("id", "meta", "title")


@dataclass(frozen=True)
class Selection:
    """The selected fields of an object, each with the selection inside it, or ``None`` for all of it."""

    names: Mapping[str, "Selection | None"] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def prune(self, value: Any) -> Any:
        """Return a built value (an object, a list of objects, or ``None``) with only the selected fields."""
        if isinstance(value, list):
            return [self.prune(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            name: inner.prune(value[name]) if inner is not None else value[name]
            for name, inner in self.names.items()
            if name in value
        }


@lru_cache(256)
def parse_fields(text: str) -> Parsed:
    """Parse the text of ``fields``. Raises ``InvalidParameters`` if it is malformed, or too long or deep.

    The result is cached, since frontends request the same fields again and again, and must not be changed.
    """
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


def shape_of(declared: serializers.Field) -> DeclaredFields | None:
    """Return the fields declared inside a field with an object or a list of objects; ``None`` for other fields."""
    child = declared.child if isinstance(declared, serializers.ListSerializer | serializers.ListField) else declared
    if isinstance(child, serializers.Serializer):
        inner: DeclaredFields = type(child)._declared_fields
        return inner
    return None


def select(
    shapes: Sequence[DeclaredFields],
    parsed: Parsed | None,
    default: Iterable[str],
    *,
    everything: Iterable[str] | None = None,
) -> Selection:
    """Resolve a parsed ``fields`` against the declared ``shapes`` of the objects of a response.

    Only names that all shapes have can be selected, also inside fields. ``*`` starts from ``everything`` (by default,
    all those names), ``_`` from none, anything else from ``default``. Names inside ``meta`` are written without it.
    Raises ``InvalidParameters`` with every name that not all shapes have, and every field that has no sub-fields.
    """
    errors: list[ParameterError] = []
    selection = _select(shapes, parsed, default, everything, "", errors)
    if errors:
        raise InvalidParameters(errors)
    return selection


def _select(
    shapes: Sequence[DeclaredFields],
    parsed: Parsed | None,
    default: Iterable[str],
    everything: Iterable[str] | None,
    path: str,
    errors: list[ParameterError],
) -> Selection:
    known = _shared(shapes)
    in_meta = _shared([shape_of(shape["meta"]) or {} for shape in shapes]) if "meta" in known else []
    names: dict[str, Selection | None] = dict.fromkeys(default)
    for position, (name, negated, inner) in enumerate(parsed or []):
        if position == 0 and name in ("*", "_"):
            names = dict.fromkeys(() if name == "_" else known if everything is None else everything)
            continue
        if name in in_meta and name not in known and inner is None:
            _choose_in_meta(names, in_meta, name, negated)
            continue
        if name not in known:
            names_here = (*known, *(in_meta if inner is None else ()))
            errors.append(ParameterError.unknown("fields", name, names_here, "field", path))
        elif negated:
            names.pop(name, None)
        elif inner is None:
            names[name] = None
        else:
            names[name] = _select_inside([shape[name] for shape in shapes], inner, path + name, errors)
    return Selection({name: names[name] for name in known if name in names})


def _shared(shapes: Sequence[DeclaredFields]) -> list[str]:
    return [name for name in shapes[0] if all(name in shape for shape in shapes)]


def _choose_in_meta(names: dict[str, Selection | None], in_meta: Sequence[str], name: str, negated: bool) -> None:
    chosen = set(names["meta"].names if names["meta"] else in_meta) if "meta" in names else set()
    (chosen.discard if negated else chosen.add)(name)
    names.pop("meta", None)
    if chosen:
        names["meta"] = Selection(dict.fromkeys(other for other in in_meta if other in chosen))


def _select_inside(
    fields: Sequence[serializers.Field], parsed: Parsed, path: str, errors: list[ParameterError]
) -> Selection:
    shapes = [shape for field in fields if (shape := shape_of(field)) is not None]
    if len(shapes) < len(fields):
        detail = f"“{path}” has no fields of its own."
        errors.append(ParameterError("fields", "no_sub_fields", detail))
        return Selection()
    name, negated, _ = parsed[0]
    only_leaves_out = negated and name not in ("*", "_")
    kept = IDENTITY if all("meta" in shape for shape in shapes) else ()
    return _select(shapes, parsed, shapes[0] if only_leaves_out else kept, None, f"{path}.", errors)
