"""Finds changes of the OpenAPI document that break clients written for an earlier one.

The rules are those of a read-only API that only grows: every path, parameter and field stays and keeps its type. New
fields, enum values and block types break nothing, since clients ignore what they do not know.

Names that only the document has are no part of the wire: those of operations, of components and of parameters in paths.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.schema.released import completed

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
    return list(dict.fromkeys(_Comparison(completed(before), after).operations()))


class _Comparison:
    def __init__(self, before: OpenApiNode, after: OpenApiNode) -> None:
        self._before = before
        self._after = after
        #: Pairs of components that were compared already.
        self._compared: set[tuple[str, str]] = set()

    def operations(self) -> Iterator[Breaking]:
        present = {_template(path): methods for path, methods in self._after["paths"].items()}
        for path, methods in self._before["paths"].items():
            for method, operation in methods.items():
                where = f"{method.upper()} {path}"
                changed = present.get(_template(path), {}).get(method)
                if changed is None:
                    yield Breaking(where, "is gone")
                    continue
                yield from self._parameters(where, operation, changed)
                yield from self._responses(where, operation, changed)

    def _parameters(self, where: str, before: OpenApiNode, after: OpenApiNode) -> Iterator[Breaking]:
        known, present = _by_place(before), _by_place(after)
        for place, parameter in known.items():
            name = parameter["name"]
            if place not in present:
                yield Breaking(where, f"the parameter {name} is gone")
            else:
                yield from self._narrowed(f"{where} parameter {name}", parameter["schema"], present[place]["schema"])
        for place, parameter in present.items():
            if parameter.get("required") and not known.get(place, {}).get("required"):
                yield Breaking(where, f"the parameter {parameter['name']} is now required")

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
        known = _types(before, self._before)
        if "any" not in known and (gained := _types(after, self._after) - known):
            yield Breaking(where, f"can now be {' or '.join(sorted(gained))}")
            return
        if (constants := _constants(before)) and (_constants(after) or {None}) - constants:
            yield Breaking(where, f"is {after.get('const')}, and was {' or '.join(sorted(constants))}")
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
        """Compare alternatives by name, or by their order if they have no names.

        Of those with names, one in each document may have a name that the other does not know: it was renamed.
        """
        before, after = _flat(before, self._before), _flat(after, self._after)
        named = {alternative["$ref"]: alternative for alternative in after if "$ref" in alternative}
        unnamed = [alternative for alternative in after if "$ref" not in alternative]
        missing = []
        for alternative in before:
            if "$ref" not in alternative:
                if unnamed:
                    yield from self._value(where, alternative, unnamed.pop(0))
            elif alternative["$ref"] not in named:
                missing.append(alternative)
            else:
                yield from self._value(where, alternative, named.pop(alternative["$ref"]))
        if len(missing) == len(named) == 1:
            yield from self._value(where, missing.pop(), *named.values())
        for alternative in missing:
            yield Breaking(where, f"is never {alternative['$ref'].rpartition('/')[2]} any more")

    def _narrowed(self, where: str, before: OpenApiNode, after: OpenApiNode) -> Iterator[Breaking]:
        """Compare the values that a parameter takes."""
        before, after = _resolved(before, self._before), _resolved(after, self._after)
        taken, known = _types(after, self._after), _types(before, self._before)
        if known - taken:
            yield Breaking(where, f"takes {' or '.join(sorted(taken))}, and took {' or '.join(sorted(known))}")
        for value in before.get("enum", ()):
            if value not in after.get("enum", (value,)):
                yield Breaking(where, f"does not take {value} any more")
        for bound, larger_takes_more in BOUNDS.items():
            if bound in after:
                limit, earlier = after[bound], before.get(bound)
                if earlier is None or (limit < earlier if larger_takes_more else limit > earlier):
                    yield Breaking(where, f"{bound} is now {limit}")
        if "items" in before and "items" in after:
            yield from self._narrowed(where, before["items"], after["items"])
        for earlier, later in zip(before.get("oneOf", ()), after.get("oneOf", ()), strict=False):
            yield from self._narrowed(where, earlier, later)


def _resolved(schema: OpenApiNode, document: OpenApiNode) -> OpenApiNode:
    if "$ref" not in schema:
        return schema
    found: OpenApiNode = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _flat(alternatives: Any, document: OpenApiNode) -> list[OpenApiNode]:
    """Return alternatives without alternatives inside of them, each once, and vocabularies without their names."""
    found: list[OpenApiNode] = []
    for alternative in alternatives:
        resolved = _resolved(alternative, document)
        inner = _flat(alternative["oneOf"], document) if "oneOf" in alternative else [alternative]
        found += [resolved] if "enum" in resolved else inner
    return [schema for position, schema in enumerate(found) if schema not in found[:position]]


def _constants(schema: OpenApiNode) -> set[Any]:
    """Return the values that a schema is limited to by ``const``, apart from null; nothing for one without a limit."""
    alternatives = [found for found in schema.get("oneOf", (schema,)) if found.get("type") != "null"]
    return {found["const"] for found in alternatives} if all("const" in found for found in alternatives) else set()


def _types(schema: OpenApiNode, document: OpenApiNode) -> set[str]:
    """Return the JSON types that a value can have; ``any`` for a schema without a type."""
    schema = _resolved(schema, document)
    if "oneOf" in schema:
        return set().union(*(_types(alternative, document) for alternative in schema["oneOf"]))
    kind = schema.get("type", "any")
    return set(kind) if isinstance(kind, list) else {kind}


def _template(path: str) -> str:
    """Return a path without the names of its parameters."""
    return re.sub(r"{\w+}", "{}", path)


def _by_place(operation: OpenApiNode) -> dict[tuple[str, str | int], OpenApiNode]:
    """Return the parameters of an operation by where they are: those of its path by their order, others by name."""
    parameters = operation.get("parameters", ())
    in_path = [parameter for parameter in parameters if parameter.get("in") == "path"]
    return {
        (parameter["in"], in_path.index(parameter) if parameter in in_path else parameter["name"]): parameter
        for parameter in parameters
    }
