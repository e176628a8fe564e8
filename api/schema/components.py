"""The named schemas of the OpenAPI document."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from api.blocks.registry import block_types
from api.registry.page_types import page_types, type_names_within
from api.requests.problems import CODES, TITLES
from api.schema.examples import problem_example
from api.serializers.base import ContractSerializer
from api.serializers.mixed_page import MixedPageSerializer
from api.serializers.page import PageSerializer

Schema = dict[str, Any]

NULL: Schema = {"type": "null"}
#: Names that only some responses of a kind have.
SOMETIMES = frozenset({"crops"})


class Components:
    """Builds components, each once per document, and returns references to them."""

    def __init__(self, auto_schema: AutoSchema) -> None:
        self.auto_schema = auto_schema

    def component(self, name: str, build: Callable[[], Schema]) -> Schema:
        """Return a reference to the component ``name``, which is built if the document does not have it yet."""
        component = ResolvedComponent(name, ResolvedComponent.SCHEMA, {}, name)
        if component not in self.auto_schema.registry:
            # Registered before it is built, because components can be recursive: a page contains links to pages.
            self.auto_schema.registry.register(component)
            component.schema = build()
        reference: Schema = component.ref
        return reference

    def field(self, declared: Any) -> Schema:
        """Return the schema of a declared field."""
        found: Schema = self.auto_schema._map_serializer_field(declared, "response")
        return found

    def contract(
        self,
        name: str,
        serializer_class: type[ContractSerializer],
        *,
        always: Iterable[str],
        type_names: Sequence[str] = (),
        draft: bool = False,
        further_meta: Mapping[str, Schema] | None = None,
    ) -> Schema:
        """Return the component of a serializer's JSON. The names in ``always`` are required.

        ``type_names`` are the possible values of ``meta.type``, if known. In a ``draft``, any other value can be null.
        ``further_meta`` has optional properties of ``meta``.
        """

        def build() -> Schema:
            shape = serializer_class.shape()
            properties = {field_name: self.field(field) for field_name, field in shape.items()}
            if type_names:
                properties["type"] = {"type": "string", **one_of_values(type_names)}
            if draft:
                # Every draft has a type, by which its fields are known.
                properties = {
                    field_name: schema if field_name == "type" else nullable(schema)
                    for field_name, schema in properties.items()
                }
            in_meta = [field_name for field_name in shape if field_name in serializer_class.meta_names]
            beside = [field_name for field_name in shape if field_name not in in_meta]
            there = set(always) - SOMETIMES
            described = object_of({n: properties[n] for n in beside}, [n for n in beside if n in there])
            if in_meta or further_meta:
                meta = object_of({n: properties[n] for n in in_meta}, [n for n in in_meta if n in there])
                meta["properties"] |= further_meta or {}
                described["properties"] = {"meta": meta, **described["properties"]}
                if in_meta:
                    described["required"] = ["meta", *described.get("required", [])]
            if draft:
                described["properties"]["_edit"] = self.edit_map()
                described["required"].append("_edit")
            return {**described, "description": (serializer_class.__doc__ or "").split("\n")[0]}

        return self.component(name, build)

    def edit_map(self) -> Schema:
        """Return the component of the map from values to fields of the editor's form."""
        content_path = {"type": "string"}
        description = "The field of the editor's form for each value: content paths by JSON Pointer (RFC 6901)."
        described = {"type": "object", "additionalProperties": content_path, "description": description}
        return self.component("EditMap", lambda: described)

    def detail(self, serializer_class: type[ContractSerializer], name: str, type_names: Sequence[str] = ()) -> Schema:
        """Return the component of a detail response."""
        return self.contract(name, serializer_class, always=serializer_class.shape(), type_names=type_names)

    def list_item(
        self,
        serializer_class: type[ContractSerializer],
        name: str,
        type_names: Sequence[str] = (),
        *,
        searchable: bool = False,
    ) -> Schema:
        """Return the component of a list item."""
        always = [n for n in serializer_class.shape(detail=False) if n not in serializer_class.excluded_from_lists()]
        further = {"search": self.search_hit()} if searchable else {}
        return self.contract(
            f"{name}ListItem", serializer_class, always=always, type_names=type_names, further_meta=further
        )

    def page_detail(self, model: Any) -> Schema:
        """Return the component of a page type's detail response."""
        return self.detail(page_types()[model].serializer, model.__name__, type_names_within(model))

    def page_list_item(self, model: Any) -> Schema:
        """Return the component of an item in the list of a page type."""
        types = type_names_within(model)
        return self.list_item(page_types()[model].serializer, model.__name__, types, searchable=True)

    def search_hit(self) -> Schema:
        """Return the component that a search adds to an item."""
        snippet = {"type": "string", "description": "HTML: a passage of the text, with matches in <mark>."}
        return self.component("SearchHit", lambda: object_of({"snippet": snippet}))

    def listing(self, item: Schema, name: str, most: int) -> Schema:
        """Return the component of a list of at most ``most`` items."""
        meta = self.component(
            "ListMeta",
            lambda: object_of(
                {
                    "total_count": {
                        "type": "integer",
                        "minimum": 0,
                        "description": "The total; absent with count=false, and with a cursor unless count=true.",
                    },
                    "next_cursor": {"type": ["string", "null"]},
                    "previous_cursor": {"type": ["string", "null"]},
                },
                ["next_cursor", "previous_cursor"],
            ),
        )
        return self.component(
            f"{name}List",
            lambda: object_of({"meta": meta, "items": {"type": "array", "items": item, "maxItems": most}}),
        )

    def pages(self) -> Schema:
        """Return the schema of a page of any type."""
        found = [self.page_detail(model) for model in page_types()]
        return self.component("Page", lambda: {"oneOf": found})

    def mixed_page(self) -> Schema:
        """Return the component of an item in a list of pages of any type."""
        always, further = PageSerializer.mixed_list_default, {"search": self.search_hit()}
        return self.contract("PageListItem", MixedPageSerializer, always=always, further_meta=further)

    def drafts(self) -> Schema:
        """Return the schema of the response of a preview."""
        preview = self.component(
            "Preview",
            lambda: object_of(
                {
                    "expires_at": {"type": "string", "format": "date-time"},
                    "unsaved": {"type": "boolean"},
                    "shared": {"type": "boolean"},
                    "live_url": {"type": ["string", "null"]},
                    "unpublished": {"type": "array", "items": {"type": "string"}},
                }
            ),
        )
        found = [
            self.contract(
                f"{model.__name__}Draft",
                page_type.serializer,
                always=page_type.serializer.shape(),
                type_names=type_names_within(model),
                draft=True,
                further_meta={"preview": preview},
            )
            for model, page_type in page_types().items()
        ]
        return self.component("Draft", lambda: {"oneOf": found})

    def problem(self) -> Schema:
        """Return the component of an error (RFC 9457)."""
        error = self.component(
            "ParameterError",
            lambda: object_of(
                {
                    "parameter": {"type": "string"},
                    "code": {"type": "string", "enum": list(CODES)},
                    "detail": {"type": "string"},
                    "did_you_mean": {"type": ["string", "null"]},
                }
            ),
        )
        described = object_of(
            {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer", "enum": sorted(TITLES)},
                "detail": {"type": "string"},
                "errors": {"type": "array", "items": error},
                "request_id": {"type": "string"},
                "message": {"type": "string", "description": "The text of detail, for clients of Wagtail API v2."},
            }
        )
        # Only where no endpoint is.
        urls = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}
        described["properties"]["endpoints"] = {**urls, "description": "The endpoints, where there is none."}
        return self.component("Problem", lambda: {**described, "examples": [problem_example()]})

    def block(self) -> Schema:
        """Return the schema of a block: one of the block types, distinguished by ``type``."""
        found = {name: self._block_type(name) for name in block_types()}
        return {
            "oneOf": list(found.values()),
            "discriminator": {
                "propertyName": "type",
                "mapping": {name: reference["$ref"] for name, reference in found.items()},
            },
        }

    def _block_type(self, name: str) -> Schema:
        shape = block_types()[name].shape
        title = "".join(word.title() for word in name.split("_"))

        def build() -> Schema:
            value = {"type": "string", "description": "Rich text."} if shape is None else self.field(shape())
            identifier = {"type": ["string", "null"]}
            return object_of({"type": {"type": "string", "const": name}, "value": value, "id": identifier})

        return self.component(f"{title}Block", build)


def one_of_values(values: Sequence[str]) -> Schema:
    """Return the keywords that limit a string to some values."""
    return {"const": values[0]} if len(values) == 1 else {"enum": list(values)}


def object_of(properties: Mapping[str, Schema], required: Iterable[str] | None = None) -> Schema:
    """Return the schema of an object. All its properties are required unless ``required`` names fewer."""
    needed = list(properties if required is None else required)
    return {"type": "object", "properties": dict(properties), **({"required": needed} if needed else {})}


def nullable(schema: Schema) -> Schema:
    """Return a schema that also allows null, except for lists."""
    kind = schema.get("type")
    if kind == "array" or "null" in (kind if isinstance(kind, list) else []):
        return schema
    if isinstance(kind, str) and schema.keys().isdisjoint({"enum", "const"}):
        return {**schema, "type": [kind, "null"]}
    alternatives = schema.get("oneOf", [schema])
    # Once: generators take a null inside of another alternative for a type of its own.
    return schema if NULL in alternatives else {"oneOf": [*alternatives, NULL]}
