"""Makes a component of each closed vocabulary: generators then declare it once, under a name that means something."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from drf_spectacular.drainage import warn

from api.schema.components import NULL, Schema

#: The keywords that belong to a vocabulary; the others belong to the place that uses it.
KEPT = ("description",)
OWN = frozenset({*KEPT, "type", "enum", "title", "x-spec-enum-id"})
#: Where the document holds examples: values, and no schemas.
VALUES = frozenset({"example", "examples", "default"})
COMPONENT = "#/components/schemas/"


@dataclass
class Vocabulary:
    """The values of a vocabulary, the names that it is given, and the schemas that hold it."""

    values: tuple[Any, ...]
    given: list[str] = field(default_factory=list)
    #: Names made of those of a component and its property, or of a parameter.
    of_properties: list[str] = field(default_factory=list)
    of_parameters: list[str] = field(default_factory=list)
    uses: list[Schema] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name it is given, else that of the shortest property, else that of the parameter."""
        candidates = self.given or sorted(self.of_properties, key=lambda name: (len(name), name)) or self.of_parameters
        return candidates[0]


def named_vocabularies(result: Schema, **_: Any) -> Schema:
    """Replace the enums of the document with references to components, in place, and return the document.

    One whose name another component has stays where it is, with a warning.
    """
    components = result["components"]["schemas"]
    for vocabulary in _vocabularies(result).values():
        name = vocabulary.name
        if name in components:
            warn(f"A vocabulary has the name of the component {name}: {vocabulary.values}. Give it another.")
            continue
        described = {keyword: value for keyword, value in vocabulary.uses[0].items() if keyword in KEPT}
        components[name] = {**described, "type": _type(vocabulary.values), "enum": list(vocabulary.values)}
        for use in vocabulary.uses:
            _refer(use, {"$ref": COMPONENT + name})
    result["components"]["schemas"] = dict(sorted(components.items()))
    return result


def _vocabularies(document: Schema) -> dict[tuple[Any, ...], Vocabulary]:
    found: dict[tuple[Any, ...], Vocabulary] = {}

    def add(name: str, kind: Callable[[Vocabulary], list[str]]) -> Callable[[Schema], None]:
        def to(schema: Schema) -> None:
            values = tuple(value for value in schema["enum"] if value is not None)
            vocabulary = found.setdefault(values, Vocabulary(values))
            vocabulary.uses.append(schema)
            if "title" in schema:
                vocabulary.given.append(schema["title"])
            kind(vocabulary).append(name)

        return to

    for component, schema in sorted(document["components"]["schemas"].items()):
        for name, inner in _enums(schema, ""):
            add(component + _in_camel_case(name), lambda vocabulary: vocabulary.of_properties)(inner)
    for methods in document["paths"].values():
        for parameter in methods["get"]["parameters"]:
            for _, inner in _enums(parameter["schema"], ""):
                add(_in_camel_case(parameter["name"]), lambda vocabulary: vocabulary.of_parameters)(inner)
    return found


def _enums(schema: Any, name: str) -> Iterator[tuple[str, Schema]]:
    """Yield the enums of a schema, each with the name of the nearest property that holds it."""
    if isinstance(schema, list):
        for inner in schema:
            yield from _enums(inner, name)
    elif isinstance(schema, dict):
        if isinstance(schema.get("enum"), list):
            yield name, schema
            return
        for keyword, inner in schema.items():
            if keyword == "properties":
                for property_name, described in inner.items():
                    yield from _enums(described, property_name)
            elif keyword not in VALUES:
                yield from _enums(inner, name)


def _refer(use: Schema, reference: Schema) -> None:
    """Turn the schema of a place into a reference, which is an alternative to null where the place can be null."""
    can_be_null = None in use["enum"] or "null" in use.get("type", ())
    kept = {keyword: value for keyword, value in use.items() if keyword not in OWN}
    use.clear()
    use.update({**kept, **({"oneOf": [reference, NULL]} if can_be_null else reference)})


def _type(values: tuple[Any, ...]) -> str:
    return "integer" if all(isinstance(value, int) for value in values) else "string"


def _in_camel_case(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))
