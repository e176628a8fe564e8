"""Finds changes of the OpenAPI document that break clients written for an earlier one.

The rules are those of a read-only API that only grows: every path, parameter and field stays and keeps its type. New
fields, enum values and block types break nothing, since clients ignore what they do not know.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

OpenApiNode = Mapping[str, Any]

#: The bounds of a parameter, and whether a larger number allows more values.
BOUNDS = {"maximum": True, "maxLength": True, "maxItems": True, "minimum": False, "minLength": False, "minItems": False}


@dataclass(frozen=True)
class Breaking:
    """A breaking change. ``where`` is an operation and a path inside it; ``what`` continues the sentence."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def breaking_changes(before: OpenApiNode, after: OpenApiNode) -> list[Breaking]:
    """Return the changes from the OpenAPI document ``before`` to ``after`` that break clients, each once."""
    return list(dict.fromkeys(_Comparison(before, after).operations()))


class _Comparison:
    def __init__(self, before: OpenApiNode, after: OpenApiNode) -> None:
        self._before = before
        self._after = after
        #: Pairs of components that were compared already.
        self._compared: set[tuple[str, str]] = set()

    def operations(self) -> Iterator[Breaking]:
        for path, methods in self._before["paths"].items():
            for method, operation in methods.items():
                where = f"{method.upper()} {path}"
                changed = self._after["paths"].get(path, {}).get(method)
                if changed is None:
                    yield Breaking(where, "is gone")
                    continue
                yield from self._parameters(where, operation, changed)
                yield from self._responses(where, operation, changed)

    def _parameters(self, where: str, before: OpenApiNode, after: OpenApiNode) -> Iterator[Breaking]:
        known = {parameter["name"]: parameter for parameter in before.get("parameters", ())}
        present = {parameter["name"]: parameter for parameter in after.get("parameters", ())}
        for name, parameter in known.items():
            if name not in present:
                yield Breaking(where, f"the parameter {name} is gone")
            else:
                yield from _narrowed(f"{where} parameter {name}", parameter["schema"], present[name]["schema"])
        for name, parameter in present.items():
            if parameter.get("required") and not known.get(name, {}).get("required"):
                yield Breaking(where, f"the parameter {name} is now required")

    def _responses(self, where: str, before: OpenApiNode, after: OpenApiNode) -> Iterator[Breaking]:
        for status, response in before["responses"].items():
            present = after["responses"].get(status, {}).get("content", {})
            for media_type, content in response.get("content", {}).items():
                if media_type not in present:
                    yield Breaking(where, f"{status} is not returned as {media_type} any more")
                else:
                    yield from self._value(f"{where} {status}", content["schema"], present[media_type]["schema"])

    def _value(self, where: str, before: OpenApiNode, after: OpenApiNode) -> Iterator[Breaking]:
        """Compare the schemas of one value in a response."""
        if "$ref" in before and "$ref" in after:
            pair = (before["$ref"], after["$ref"])
            if pair in self._compared:
                return
            self._compared.add(pair)
            where = before["$ref"].rpartition("/")[2]
        before, after = _resolved(before, self._before), _resolved(after, self._after)
        if gained := _types(after, self._after) - _types(before, self._before):
            yield Breaking(where, f"can now be {' or '.join(sorted(gained))}")
            return
        if before.get("const") != after.get("const"):
            yield Breaking(where, f"is {after.get('const')}, and was {before.get('const')}")
        yield from self._properties(where, before, after)
        if "items" in before and "items" in after:
            yield from self._value(f"{where}[]", before["items"], after["items"])
        yield from self._alternatives(where, before.get("oneOf", ()), after.get("oneOf", ()))

    def _properties(self, where: str, before: OpenApiNode, after: OpenApiNode) -> Iterator[Breaking]:
        required = set(after.get("required", ()))
        for name, schema in before.get("properties", {}).items():
            if name not in after.get("properties", {}):
                yield Breaking(where, f"{name} is gone")
                continue
            if name in before.get("required", ()) and name not in required:
                yield Breaking(where, f"{name} is not always there any more")
            yield from self._value(f"{where}.{name}", schema, after["properties"][name])

    def _alternatives(self, where: str, before: Any, after: Any) -> Iterator[Breaking]:
        """Compare alternatives by name, or by their order if they have no names."""
        named = {alternative["$ref"]: alternative for alternative in after if "$ref" in alternative}
        unnamed = [alternative for alternative in after if "$ref" not in alternative]
        for alternative in before:
            if "$ref" not in alternative:
                if unnamed:
                    yield from self._value(where, alternative, unnamed.pop(0))
            elif alternative["$ref"] not in named:
                yield Breaking(where, f"is never {alternative['$ref'].rpartition('/')[2]} any more")
            else:
                yield from self._value(where, alternative, named[alternative["$ref"]])


def _resolved(schema: OpenApiNode, document: OpenApiNode) -> OpenApiNode:
    if "$ref" not in schema:
        return schema
    found: OpenApiNode = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _types(schema: OpenApiNode, document: OpenApiNode) -> set[str]:
    """Return the JSON types that a value can have; ``any`` for a schema without a type."""
    schema = _resolved(schema, document)
    if "oneOf" in schema:
        return set().union(*(_types(alternative, document) for alternative in schema["oneOf"]))
    kind = schema.get("type", "any")
    return set(kind) if isinstance(kind, list) else {kind}


def _narrowed(where: str, before: OpenApiNode, after: OpenApiNode) -> Iterator[Breaking]:
    """Compare the values that a parameter takes."""
    if before.get("type") != after.get("type"):
        yield Breaking(where, f"takes {after.get('type')}, and took {before.get('type')}")
    for value in before.get("enum", ()):
        if value not in after.get("enum", (value,)):
            yield Breaking(where, f"does not take {value} any more")
    for bound, larger_takes_more in BOUNDS.items():
        if bound in after:
            limit, earlier = after[bound], before.get(bound)
            if earlier is None or (limit < earlier if larger_takes_more else limit > earlier):
                yield Breaking(where, f"{bound} is now {limit}")
    if "items" in before and "items" in after:
        yield from _narrowed(where, before["items"], after["items"])
