"""The OpenAPI document says what the API does."""

import ast
import json
import os
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from api.blocks.registry import block_types
from api.requests.problems import CODES
from api.schema.vocabularies import named_vocabularies
from api.views.schema import openapi_document, openapi_yaml
from tests.api.conftest import Get
from tests.api.everything import Everything

ROOT = Path(__file__).resolve().parents[2]
STORED = ROOT / "docs/openapi.yaml"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return openapi_document()


def validator(document: dict[str, Any], path: str, status: str = "200") -> Draft202012Validator:
    """Return the validator of responses at a path of the document."""
    content = next(iter(document["paths"][path]["get"]["responses"][status]["content"].values()))
    return Draft202012Validator({**content["schema"], "components": document["components"]})


@pytest.mark.slow
def test_it_is_valid_and_made_without_a_complaint(document: dict[str, Any]) -> None:
    openapi_document.cache_clear()
    GENERATOR_STATS.reset()
    validate_schema(openapi_document())
    assert not GENERATOR_STATS, (GENERATOR_STATS._error_cache, GENERATOR_STATS._warn_cache)
    assert document["openapi"].startswith("3.1")


@pytest.mark.slow
def test_the_stored_document_is_the_generated_one() -> None:
    """After an intended change, ``UPDATE_SNAPSHOTS=1`` writes it again."""
    if os.environ.get("UPDATE_SNAPSHOTS"):
        STORED.write_bytes(openapi_yaml())
    assert yaml.safe_load(STORED.read_text()) == json.loads(json.dumps(openapi_document()))


@pytest.mark.slow
def test_it_is_served_as_json_and_yaml(client: Client, document: dict[str, Any]) -> None:
    assert client.get("/api/v2/schema/").json() == json.loads(json.dumps(document))
    response = client.get("/api/v2/schema/", {"format": "yaml"})
    assert response["Content-Type"] == "application/yaml"
    assert yaml.safe_load(response.content) == client.get("/api/v2/schema/", {"format": "json"}).json()
    assert client.get("/api/v2/schema/", {"format": "xml"}).status_code == 400


def test_it_can_be_read_in_a_browser_without_another_host(client: Client) -> None:
    response = client.get("/api/v2/docs/")
    assert response["Content-Type"].startswith("text/html")
    page = response.content.decode()
    assert "/api/v2/schema/" in page
    resources = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert resources
    assert [address for address in resources if not address.startswith("/static/")] == []
    for address in resources:
        with closing(client.get(address)) as served:
            assert served.status_code == 200
    assert not response.cookies
    refused = client.post("/api/v2/docs/")
    assert refused.status_code == 405
    assert refused["Content-Type"] == "application/problem+json"


def answers(everything: Everything) -> Iterator[tuple[str, str]]:
    """Yield addresses, each with the path that the document has for it."""
    yield "/api/v2/", ""
    for name in ("pages", "posts", "events", "people", "organizations", "images", "documents"):
        for query in ("", "?search=a", "?fields=*", "?count=false"):
            yield f"/api/v2/{name}/", query
    for name in ("pages", "posts", "events", "people", "organizations"):
        yield f"/api/v2/{name}/", "?crops=square,social&rich_text_format=markdown&fields=*"
    for asked in ("/", "/nothing/", everything.post.slug):
        yield "/api/v2/resolve/", f"?path={asked}"
    for name in ("topics", "tags", "redirects", "urls", "organization", "site"):
        yield f"/api/v2/{name}/", ""
    for kind in ("home", "section", "post", "event", "about"):
        yield "/api/v2/pages/{id}/", str(getattr(everything, kind).pk)
    yield "/api/v2/posts/{id}/", str(everything.post.pk)
    yield "/api/v2/events/{id}/", str(everything.event.pk)
    yield "/api/v2/people/{slug}/", "ada-writer"
    yield "/api/v2/organizations/{slug}/", "our-coalition"
    yield "/api/v2/images/{id}/", str(everything.post.feature_image_id)
    yield "/api/v2/pages/find/", f"?id={everything.post.pk}"


@pytest.mark.slow
def test_responses_are_what_it_says(client: Client, document: dict[str, Any], everything: Everything) -> None:
    for path, rest in answers(everything):
        address = path.replace("{id}", rest).replace("{slug}", rest) if "{" in path else path + rest
        response = client.get(address)
        assert response.status_code == 200, address
        answer = response.json()
        errors = [
            f"{address} {error.json_path}: {error.message[:300]}"
            for error in validator(document, path).iter_errors(answer)
        ]
        assert errors == []


def test_it_names_every_field_of_a_response(client: Client, document: dict[str, Any], everything: Everything) -> None:
    for kind, name in (("post", "GuestBlogPost"), ("event", "EventPage"), ("about", "OrganizationAbout")):
        answer = client.get(f"/api/v2/pages/{getattr(everything, kind).pk}/").json()
        described = document["components"]["schemas"][name]
        assert set(answer) == set(described["properties"]) == set(described["required"])
        meta = described["properties"]["meta"]
        assert set(answer["meta"]) == set(meta["properties"]) == set(meta["required"])


def test_a_wrong_response_would_be_noticed(client: Client, document: dict[str, Any], everything: Everything) -> None:
    answer = client.get(f"/api/v2/posts/{everything.post.pk}/").json()
    check = validator(document, "/api/v2/posts/{id}/")
    assert check.is_valid(answer)
    for wrong in (
        {**answer, "title": None},
        {**answer, "body": [{"type": "heading", "value": "text", "id": "1"}]},
        {**answer, "body": [{"type": "unheard_of", "value": {}, "id": "1"}]},
        {**answer, "authors": [{"name": "Ada"}]},
        {name: value for name, value in answer.items() if name != "toc"},
    ):
        assert not check.is_valid(wrong)


def test_problems_are_what_it_says(get: Get, document: dict[str, Any]) -> None:
    check = validator(document, "/api/v2/posts/", "400")
    check.validate(get("posts/", 400, limt=3, order="nonsense", offset="x"))
    validator(document, "/api/v2/posts/{id}/", "404").validate(get("posts/99999/", 404))


def test_every_block_type_is_a_named_schema(document: dict[str, Any]) -> None:
    block = document["components"]["schemas"]["Block"]
    assert block["discriminator"]["propertyName"] == "type"
    assert set(block["discriminator"]["mapping"]) == set(block_types())
    for name, reference in block["discriminator"]["mapping"].items():
        described = document["components"]["schemas"][reference.rpartition("/")[2]]
        assert described["properties"]["type"]["const"] == name
        assert set(described["required"]) == {"type", "value", "id"}


def test_every_parameter_says_what_it_takes(document: dict[str, Any]) -> None:
    parameters = [parameter for path in document["paths"].values() for parameter in path["get"]["parameters"]]
    assert len(parameters) > 400
    for parameter in parameters:
        schema = parameter["schema"]
        assert parameter["description"]
        bounds = {"$ref", "maxLength", "maximum", "format", "oneOf", "items"} & set(schema)
        assert bounds or schema["type"] == "boolean" or parameter["in"] != "query", parameter
        if schema.get("type") == "array":
            assert schema["minItems"] == 1 and schema["maxItems"] > 1
            assert "maxLength" not in schema["items"] or schema["items"]["minLength"] == 1, parameter


def test_every_parameter_is_in_a_group(document: dict[str, Any]) -> None:
    groups = [group["name"] for group in document["x-parameter-groups"]]
    for path in document["paths"].values():
        ranks = [groups.index(parameter["x-group"]) for parameter in path["get"]["parameters"]]
        assert ranks == sorted(ranks)
    by_name = {found["name"]: found["x-group"] for found in document["paths"]["/api/v2/events/"]["get"]["parameters"]}
    assert by_name["fields"] == "Content"
    assert by_name["status"] == by_name["phase"] == "Filters"
    assert by_name["child_of"] == "Place in the tree"
    assert by_name["title"] == "Values of fields"
    assert by_name["starts_at__gte"] == by_name["title__in"] == "Comparisons"
    assert by_name["Preview-Token"] == by_name["Changes-Cursor"] == "Site, drafts and format"


def test_operations_come_by_use(document: dict[str, Any]) -> None:
    tags = [tag["name"] for tag in document["tags"]]
    assert tags[:5] == ["resolve", "site", "pages", "posts", "events"]
    assert tags[-1] == "endpoints"
    assert all(tag["description"] for tag in document["tags"])
    used = list(dict.fromkeys(path["get"]["tags"][0] for path in document["paths"].values()))
    assert used == tags


def test_nothing_is_filled_in_that_another_parameter_refuses(document: dict[str, Any]) -> None:
    for path in document["paths"].values():
        assert [found["name"] for found in path["get"]["parameters"] if "default" in found["schema"]] == []


def enums(schema: Any, at: str) -> Iterator[str]:
    """Yield where a schema holds values of its own."""
    if isinstance(schema, dict):
        if isinstance(schema.get("enum"), list):
            yield at
        for name, inner in schema.items():
            if name not in ("example", "examples"):
                yield from enums(inner, f"{at}/{name}")
    elif isinstance(schema, list):
        for inner in schema:
            yield from enums(inner, at)


def test_every_vocabulary_has_a_name(document: dict[str, Any]) -> None:
    assert list(enums(document["paths"], "")) == []
    found = document["components"]["schemas"]
    assert {at.count("/") for name, schema in found.items() for at in enums(schema, name)} == {0}
    values = [(found[name]["type"], *found[name]["enum"]) for name in found if "enum" in found[name]]
    assert len(set(values)) == len(values) > 20
    assert found["EventPage"]["properties"]["status"] == {"$ref": "#/components/schemas/EventStatus"}
    assert found["Listing"]["properties"]["status"]["oneOf"][1] == {"type": "null"}


def test_two_vocabularies_of_one_name_are_told_apart() -> None:
    values = {"type": "string", "enum": ["a", "b"]}
    other = {"type": "string", "enum": ["a", "c"]}
    parameters = [{"name": "kind", "schema": dict(values)}, {"name": "kind", "schema": dict(other)}]
    made = named_vocabularies({"components": {"schemas": {}}, "paths": {"/": {"get": {"parameters": parameters}}}})
    assert made["components"]["schemas"] == {"Kind": values}
    assert [found["schema"] for found in parameters] == [{"$ref": "#/components/schemas/Kind"}, other]


def test_a_draft_is_known_by_its_type(document: dict[str, Any]) -> None:
    for reference in document["components"]["schemas"]["Draft"]["oneOf"]:
        draft = document["components"]["schemas"][reference["$ref"].rpartition("/")[2]]
        assert "const" in draft["properties"]["meta"]["properties"]["type"]


def test_every_operation_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    names = [path["get"]["operationId"] for path in document["paths"].values()]
    assert len(set(names)) == len(names)
    assert {"list_posts", "get_post", "find_post", "get_person", "get_site", "list_endpoints", "resolve_path"} <= set(
        names
    )


def test_every_error_code_is_known() -> None:
    used = set()
    for path in (ROOT / "api").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("ParameterError", "Malformed") and len(node.args) > 1:
                code = node.args[1]
                used |= {code.value} if isinstance(code, ast.Constant) else set()
    assert len(used) > 15
    assert used - set(CODES) == set()
